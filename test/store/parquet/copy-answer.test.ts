import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openAnswerFile } from '../../../src/store/parquet/answer-file.ts'
import type { CopyRequest } from '../../../src/store/protocol.ts'
import { openStore } from '../../../src/store/store.ts'
import { folder } from '../folder.ts'
import { appendTrades } from './trading-days.ts'

async function answered(request: Pick<CopyRequest, 'sql' | 'params'>) {
  const dir = folder()
  const store = await openStore({ path: join(dir, 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  await appendTrades(store, [[1, '09:15:00', '2026-11-20']])
  const file = join(dir, 'answer.parquet')
  await store.copy({ ...request, file })
  const answer = await openAnswerFile(file)
  const rows = []
  for await (const part of answer.rows()) rows.push(...part)
  answer.close()
  return rows
}

const SUM = 'sum(volume) + 9007199254740893 as sum from trades'

it.each([
  [`select ${SUM}`, {}],
  // What the value is of decides what the comparison, and with it the column, is of.
  [`select ${SUM} having sum(volume) > $n * 2`, { n: 10 }],
  [`select ${SUM} having sum(volume) > $n * 2`, { n: 0.5 }],
])('gives sums to the last digit: %s %j', async (sql, params) => {
  expect(await answered({ sql, params })).toEqual([{ sum: '9007199254740993' }])
})

it('gives two sums of one name', async () => {
  const [row] = await answered({ sql: 'select sum(volume) as a, sum(volume) as a from trades', params: {} })
  expect(Object.values(row ?? {})).toEqual([100, 100])
})

it('names the value that the query does not ask for', async () => {
  await expect(answered({ sql: 'select $n as n', params: { n: 1, m: 2 } })).rejects.toThrow(
    'a value is given for $m, which is not in the query: leave it out, or write $m where it belongs',
  )
})
