import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { tables } from '../../sinks/tables.ts'
import { checkLine } from '../../src/cli/check.ts'
import { databaseHealth } from '../../src/cli/database-health.ts'
import { damagedChecks, dateChecks } from '../../src/cli/date-checks.ts'
import { batchBuilder } from '../../src/store/column-batch.ts'
import { partitionFile } from '../../src/store/parquet/partition.ts'
import { openStore } from '../../src/store/store.ts'
import { at, gap, rejected } from '../../src/testing/index.ts'
import { folder } from '../store/folder.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'

const date = '2026-11-20'

it('tells how whole a trading date is, and each security that is not', async () => {
  const store = await openStore({ path: join(folder(), 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  const lines = async (day = date) => (await dateChecks({ ...store }, day)).map(checkLine)
  expect(await lines()).toEqual([
    'fail  nothing is stored of 2026-11-20 → name another date, --source or --data-dir',
  ])

  await appendTrades(store, [[1, '09:15:00', date]], { volume: 100, totalVolume: 100 })
  expect(await lines()).toEqual(['ok    1 of 1 securities of 2026-11-20 are whole, 1 trades'])

  // 400 were traded: 100 are stored, 200 are known to be lost, and of 100 the store does not know.
  await appendTrades(store, [[3, '09:16:00', date]], { symbol: 'HPG', volume: 100, totalVolume: 400 })
  const gaps = batchBuilder(tables.gap, 1)
  gaps.add(gap({ seq: 3, symbol: 'HPG', exchangeTime: at('09:16:00', date), missingVolume: 200 }), 3)
  await store.append('gaps', gaps.take())
  const unread = batchBuilder(tables.rejected, 1)
  unread.add(rejected({ seq: 2, receivedTime: at('09:15:30', date), reason: 'Time is missing' }), 2)
  await store.append('rejected', unread.take())

  const expected = [
    'fail  1 of 2 securities of 2026-11-20 are whole, 2 trades',
    'fail  HPG HOSE: 100 stored of 400, 200 missed in 1 gaps, 100 unexplained',
    'warn  1 messages could not be read (Time is missing), as: Time is missing',
  ]
  expect(await lines()).toEqual(expected)
  await store.exportBefore('2026-11-21')
  expect(await lines()).toEqual(expected)
})

it('says nothing of a date whose file is damaged but which file it is, and health tells it too', async () => {
  const dir = folder()
  const store = await openStore({ path: join(dir, 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  await appendTrades(store, [[1, '09:15:00', date]], { volume: 100, totalVolume: 100 })
  await store.exportBefore('2026-11-21')
  const health = databaseHealth({ store, patience: 30_000 })
  expect(await health()).not.toHaveProperty('detail')
  const file = partitionFile(join(dir, 'parquet'), 'trades', date)
  truncateSync(file, 100)

  // Nobody has looked at it yet: the question finds it out.
  await expect(dateChecks({ ...store }, date)).rejects.toThrow(file)
  const [found, ...others] = await dateChecks({ ...store }, date)
  expect(found).toMatchObject({
    level: 'fail',
    text: expect.stringContaining(`${file} is cut short`) as string,
  })
  expect(others).toEqual([])
  expect(await damagedChecks({ ...store })).toEqual([found])
  expect(await damagedChecks({ ...store }, '2026-11-19')).toEqual([])
  expect(await health()).toMatchObject({ up: true, detail: `damaged_partitions: 1 (trades of ${date})` })
})
