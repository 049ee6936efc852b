import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { IsoDate } from '../../domain/time.ts'

const FILE = 'data.parquet'

/** Path of the file with the rows of a table and a trading date, below the folder of all partitions. */
export function partitionFile(folder: string, table: string, date: IsoDate): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return join(folder, table, `year=${year}`, `month=${month}`, `day=${day}`, FILE)
}

/** Pattern of the files of all partitions of a table. */
export const partitionFiles = (folder: string, table: string): string =>
  join(folder, table, 'year=*', 'month=*', 'day=*', FILE)

/** Trading dates that a table has a partition of, in no order; none where there is no folder. */
export const partitionDates = (folder: string, table: string): ReadonlySet<IsoDate> =>
  new Set(
    readFolder(join(folder, table)).flatMap((path) => {
      const parts = /^year=(\d{4})\/month=(\d\d)\/day=(\d\d)\/data\.parquet$/.exec(path.replaceAll('\\', '/'))
      return parts ? [`${parts[1]}-${parts[2]}-${parts[3]}`] : []
    }),
  )

function readFolder(path: string): readonly string[] {
  try {
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
