import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The code that makes outputs of frames, and what is saved with it, seen from the root of the sources or of what is built of them. */
const FOLDERS = ['operators', 'pipelines', 'src/domain', 'src/market', 'src/sources']
const FILES = ['src/cli/live-memory', 'src/cli/row-progress', 'src/cli/saving']

/**
 * Tells programs apart: a hash over the code that runs, and over what it is told beside the log. A snapshot of another
 * version is not gone on from, be the difference ever so small: its outputs would be neither those of the one nor the other.
 */
export function programFingerprint(options: unknown): string {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const kind = extname(import.meta.url)
  const hash = createHash('sha256').update(JSON.stringify(options))
  const names = [
    ...FOLDERS.flatMap((folder) => codeIn(root, folder, kind)),
    ...FILES.map((name) => name + kind),
  ]
  for (const name of names) hash.update(`\n${name}\n`).update(readFileSync(join(root, name)))
  return hash.digest('hex')
}

const codeIn = (root: string, folder: string, kind: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(kind) && !name.endsWith(`.d${kind}`))
    .sort()
    .map((name) => join(folder, name))
