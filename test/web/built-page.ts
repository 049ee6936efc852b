import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, relative } from 'node:path'
import { build } from 'vite'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** The files of the page by path. */
export type BuiltPage = ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>

/** Builds the page as it is shipped (the runner's own NODE_ENV would make it a page for developers), and reads it into memory. */
export async function builtPage(): Promise<BuiltPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'vnflow-page-'))
  const root = new URL('../../web', import.meta.url).pathname
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  process.env['NODE_ENV'] = before
  const names = await readdir(outDir, { recursive: true, withFileTypes: true })
  const files = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name)
        const type = types[extname(path)] ?? 'application/octet-stream'
        return [`/${relative(outDir, path)}`, { type, body: await readFile(path) }] as const
      }),
  )
  await rm(outDir, { recursive: true })
  const page = new Map(files)
  const index = page.get('/index.html')
  if (index) page.set('/', index)
  return page
}
