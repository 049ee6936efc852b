import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { IsoDate } from '../../domain/time.ts'

const FILE = 'data.parquet'

/** Path of the file with the rows of a table and a trading date, below the folder of all partitions. */
export function partitionFile(folder: string, table: string, date: IsoDate): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return join(folder, table, `year=${year}`, `month=${month}`, `day=${day}`, FILE)
}

/** A file of a partition, whatever is in it. */
export interface PartitionFile {
  readonly date: IsoDate
  readonly path: string
  /** It was damaged, and another took its place. */
  readonly isAside: boolean
}

/** The files of all partitions of a table, oldest first; none where there is no folder. */
export const partitionFiles = (folder: string, table: string): readonly PartitionFile[] =>
  readFolder(join(folder, table))
    .flatMap((name) => {
      const parts = /^year=(\d{4})\/month=(\d\d)\/day=(\d\d)\/data\.parquet(\.damaged(?:-\d+)?)?$/.exec(
        name.replaceAll('\\', '/'),
      )
      if (!parts) return []
      const [, year, month, day, aside] = parts
      const path = join(folder, table, name)
      return [{ date: `${year}-${month}-${day}`, path, isAside: aside !== undefined }]
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))

function readFolder(path: string): readonly string[] {
  try {
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
