import { existsSync, readdirSync } from 'node:fs'
import type { IsoDate } from '../domain/time.ts'
import { readFooter } from '../store/parquet/footer.ts'
import { partitionFile, partitionFiles } from '../store/parquet/partition.ts'
import { partitionSums, SUMS } from '../store/parquet/partition-sums.ts'
import type { Check } from './check.ts'
import { progress } from './progress.ts'

/**
 * Whether the files of past trading dates, of one or of all, are what was written: each is read, 0.6 s of CPU a gigabyte. Of those that
 * cannot be opened others tell.
 * @param folder - of all partitions
 */
export async function sumChecks(folder: string, date?: IsoDate): Promise<readonly Check[]> {
  const sums = partitionSums(folder)
  const files = filesIn(folder, date)
  const shown = progress('files')
  const faults: Check[] = []
  const found = { whole: 0, unknown: 0 }
  for (const [i, path] of files.entries()) {
    const isWhole = await sums.isAsWritten(path)
    if (isWhole === false) faults.push(changed(path))
    else found[isWhole ? 'whole' : 'unknown'] += 1
    shown.at(i + 1, files.length)
  }
  shown.end()
  const gone = sums.files().filter((path) => isOf(path, date) && !existsSync(path))
  return [...summary(found), ...faults, ...gone.map(missing)]
}

function filesIn(folder: string, wanted: IsoDate | undefined): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => partitionFiles(folder, name))
    .filter(({ date, isAside }) => !isAside && (wanted === undefined || date === wanted))
    .map(({ path }) => path)
    .filter((path) => 'stamp' in readFooter(path))
}

const isOf = (path: string, date: IsoDate | undefined): boolean =>
  date === undefined || path.endsWith(partitionFile('', '', date))

function summary({ whole, unknown }: { readonly whole: number; readonly unknown: number }): readonly Check[] {
  const without = unknown === 0 ? '' : `; of ${unknown} no checksum was noted`
  return whole + unknown === 0
    ? []
    : [
        {
          level: 'ok',
          text: `${whole} ${whole === 1 ? 'file of a past trading date is as it was' : 'files of past trading dates are as they were'} written${without}`,
        },
      ]
}

const changed = (path: string): Check => ({
  level: 'fail',
  text: `${path} is not as it was written, by its checksum: its rows may be others`,
  mend: 'put a whole copy in its place',
})

const missing = (path: string): Check => ({
  level: 'warn',
  text: `${path} is gone: its rows are missing from every answer`,
  mend: `put it back from a copy, or take its line out of ${SUMS} if it is to be gone`,
})
