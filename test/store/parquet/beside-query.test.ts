import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openStore } from '../../../src/store/store.ts'
import { folder } from '../folder.ts'
import { appendTrades } from './trading-days.ts'

it('answers others while the move of a date waits for a long query', { timeout: 20_000 }, async () => {
  const dir = folder()
  const store = await openStore({ path: join(dir, 'vnflow.duckdb') })
  await appendTrades(store, [
    [1, '10:00:00', '2026-11-19'],
    [2, '10:00:00', '2026-11-20'],
  ])
  const stopping = new AbortController()
  const endless = `
    select max(length(a.symbol || b.number || c.number)) as longest
    from trades as a, range(1_000_000) as b(number), range(1_000_000) as c(number)`
  const asked = store.copy({ sql: endless, params: {}, file: join(dir, 'answer.parquet') }, stopping.signal)
  asked.catch(() => undefined)
  await wait(200)
  const moving = { isDone: false }
  const moved = store.exportBefore('2026-11-20').finally(() => (moving.isDone = true))
  await wait(500)

  const answer = store.read('select seq from trades order by seq')
  expect(await Promise.race([answer, wait(5_000, 'nothing')])).toEqual([{ seq: 1 }, { seq: 2 }])
  expect(moving.isDone).toBe(false)
  stopping.abort()
  await expect(asked).rejects.toThrow()
  expect(await moved).toMatchObject([{ table: 'trades', date: '2026-11-19', rowCount: 1 }])
  expect(await store.read('select seq from trades order by seq')).toEqual([{ seq: 1 }, { seq: 2 }])
  await store.close()
})
