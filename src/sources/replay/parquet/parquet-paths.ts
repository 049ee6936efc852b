import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Whether a path names a Parquet file. */
export const isParquet = (path: string): boolean => path.endsWith('.parquet')

/** What the store itself leaves beside partitions: half of one after a crash, a damaged one that was put aside, what it knows of their footers, their sums. */
const ASIDE = /\.partial$|\.parquet\.damaged(-\d+)?$|^footers\.json$|^SHA256SUMS$/

/**
 * The Parquet files of a folder: of one date, of a table, or of a whole store's `parquet`. None for a folder that holds something else,
 * as a journal or a data folder with a journal in it.
 */
export async function parquetPaths(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter(({ name }) => !ASIDE.test(name))
  if (names.some((entry) => entry.name === 'journal' || (entry.isFile() && !isParquet(entry.name)))) return []
  const found: string[] = []
  for (const entry of names) {
    const path = join(folder, entry.name)
    found.push(...(entry.isFile() ? [path] : await parquetPaths(path)))
  }
  return found.sort()
}
