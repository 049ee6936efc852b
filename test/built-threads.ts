import { relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vitest/config'

/**
 * Lets threads that the sources start begin as they are built, as commands do; see `built.ts`. One that must read TypeScript first takes a
 * second of CPU, a built one 0.3 s, and each store that a test opens is one.
 */
export const builtThreads: Plugin = {
  name: 'built-threads',
  transform(code, path) {
    if (!code.includes('tsx/esm/api')) return undefined
    const built = resolve('dist', relative('.', path).replace(/\.ts$/, '.js'))
    return { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(built).href)), map: null }
  },
}
