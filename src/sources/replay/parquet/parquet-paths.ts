import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Whether a path names a Parquet file. */
export const isParquet = (path: string): boolean => path.endsWith('.parquet')

/**
 * The Parquet files of a folder: of one date, of a table, or of a whole store's `parquet`. None for a folder that holds something else,
 * as a journal or a data folder with a journal in it.
 */
export async function parquetPaths(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  // A crash may have left a partition half written beside its place.
  const names = entries.filter(({ name }) => !name.endsWith('.partial'))
  if (names.some((entry) => entry.name === 'journal' || (entry.isFile() && !isParquet(entry.name)))) return []
  const found: string[] = []
  for (const entry of names) {
    const path = join(folder, entry.name)
    found.push(...(entry.isFile() ? [path] : await parquetPaths(path)))
  }
  return found.sort()
}
