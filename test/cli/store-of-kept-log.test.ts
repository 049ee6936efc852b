import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { storeOfKeptLog } from '../../src/cli/store-of-kept-log.ts'
import { openJournal } from '../../src/journal/journal.ts'
import { openStore } from '../../src/store/store.ts'
import { folder } from '../store/folder.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'

/** Trades of two dates, of which the first is in Parquet, and their log of a frame a file. */
async function twoDates() {
  const store = await openStore({ path: join(folder(), 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  for (const [seq, date] of [
    [1, '2026-11-19'],
    [2, '2026-11-19'],
    [3, '2026-11-20'],
  ] as const)
    await appendTrades(store, [[seq, '09:15:00', date]])
  await store.exportBefore('2026-11-20')
  const dir = join(folder(), 'journal')
  const journal = openJournal({ dir, durability: 'none', segmentBytes: 30 })
  onTestFinished(() => journal.close())
  for (let i = 0; i < 4; i++) journal.append([{ receivedTime: i, source: 'ssi', text: 'x'.repeat(60) }])
  return { store, dir }
}

it('takes no rows of what is in Parquet once the log begins behind its first frame', async () => {
  const { store, dir } = await twoDates()
  const [first = ''] = readdirSync(dir).filter((name) => name.endsWith('.log'))
  rmSync(join(dir, first))
  const kept = await storeOfKeptLog(store, dir)
  expect([kept.lastSeq('trades'), kept.lastSeq('gaps')]).toEqual([3, 2])
})

it('takes all that it lacks of a log that is whole', async () => {
  const { store, dir } = await twoDates()
  const whole = await storeOfKeptLog(store, dir)
  expect([whole.lastSeq('trades'), whole.lastSeq('gaps')]).toEqual([3, 0])
})
