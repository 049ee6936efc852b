import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A folder of the package's own `sql`, seen from the sources and from `dist/`, which mirrors them. */
export function sqlFolder(name: 'schema' | 'parquet' | 'queries'): string {
  const folders = ['../../sql', '../../../sql'].map((path) =>
    fileURLToPath(new URL(`${path}/${name}`, import.meta.url)),
  )
  const found = folders.find((folder) => existsSync(folder))
  if (found) return found
  throw new Error(`The statements are not in ${folders.join(' or ')}: install vnflow again.`)
}
