import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it } from 'vitest'

/** What a page that uses the client loads for it, beside rxjs, bytes. */
const MOST = 12 * 1024

it('is a small part of a page', async () => {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: {
        entry: fileURLToPath(new URL('../../client/index.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'client',
      },
      rolldownOptions: { external: ['rxjs'] },
    },
  })
  process.env['NODE_ENV'] = before
  const code = [result]
    .flat()
    .flatMap((bundle) => ('output' in bundle ? bundle.output[0].code : []))
    .join('')
  expect([...code.matchAll(/from\s*"([^"]+)"/g)].map(([, name]) => name)).toEqual(['rxjs'])
  const size = gzipSync(code).length
  expect(size).toBeGreaterThan(1_000)
  expect(size).toBeLessThan(MOST)
})
