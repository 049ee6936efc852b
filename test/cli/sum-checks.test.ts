import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { checkLine } from '../../src/cli/check.ts'
import { sumChecks } from '../../src/cli/sum-checks.ts'
import { partitionFile } from '../../src/store/parquet/partition.ts'
import { partitionSums, sumOf } from '../../src/store/parquet/partition-sums.ts'
import { folder } from '../store/folder.ts'

/** As far as a file of Parquet is looked at: its two ends. */
const sample = 'PAR1 some rows foot\x04\x00\x00\x00PAR1'

async function stored(...dates: readonly string[]): Promise<string> {
  const dir = folder()
  for (const date of dates) {
    const file = partitionFile(dir, 'trades', date)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, sample, 'latin1')
    partitionSums(dir).settle(file, await sumOf(file))
  }
  return dir
}
const told = async (dir: string, date?: string) => (await sumChecks(dir, date)).map(checkLine)

it('says that all files are as they were written, and of how many nobody knows', async () => {
  const dir = await stored('2026-11-18', '2026-11-19')
  expect(await told(dir)).toEqual(['ok    2 files of past trading dates are as they were written'])
  expect(await told(dir, '2026-11-18')).toEqual(['ok    1 file of a past trading date is as it was written'])
  rmSync(join(dir, 'SHA256SUMS'))
  expect(await told(dir)).toEqual([
    'ok    0 files of past trading dates are as they were written; of 2 no checksum was noted',
  ])
  expect(await told(join(dir, 'nowhere'))).toEqual([])
})

it('names each file that has other bytes or is gone', async () => {
  const dir = await stored('2026-11-17', '2026-11-18', '2026-11-19')
  const [changed, gone] = ['2026-11-18', '2026-11-19'].map((date) => partitionFile(dir, 'trades', date)) as [
    string,
    string,
  ]
  writeFileSync(changed, readFileSync(changed, 'latin1').replace('some', 'sone'), 'latin1')
  rmSync(gone)
  expect(await told(dir)).toEqual([
    'ok    1 file of a past trading date is as it was written',
    expect.stringMatching(`^fail  ${changed} is not as it was written`),
    expect.stringMatching(`^warn  ${gone} is gone`),
  ])
  expect(await told(dir, '2026-11-17')).toEqual(['ok    1 file of a past trading date is as it was written'])
})
