import { Registry } from 'prom-client'
import { from, lastValueFrom } from 'rxjs'
import { expect, it, onTestFinished } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import { measuredStore } from '../../src/cli/measured-store.ts'
import { makeMetrics } from '../../src/server/metrics.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { rejected } from '../../src/testing/index.ts'
import { sample } from '../server/fixtures.ts'

it('tells how long batches take by table, and how many answers are owed', async () => {
  const metrics = makeMetrics(new Registry())
  const owed: ((value: unknown) => void)[] = []
  const refused: ((error: Error) => void)[] = []
  const answer = () =>
    new Promise((resolve, reject) => {
      owed.push(resolve)
      refused.push(reject)
    })
  const slow = { lastSeq: () => 7, append: answer, query: answer } as unknown as Store
  const store = measuredStore(slow, metrics)
  expect(store.lastSeq('trades')).toBe(7)
  const told = async (name: string) => sample(await metrics.registry.metrics(), name)

  const appended = store.append('trades', { rowCount: 3, lastSeq: 9, columns: [] } as never)
  const failed = store.append('trades', { rowCount: 3, lastSeq: 9, columns: [] } as never)
  const asked = store.query('select 1')
  expect(await told('db_pool_active_connections')).toBe('3')
  owed[0]?.(3)
  refused[1]?.(new Error('disk full'))
  owed[2]?.([])
  expect(await appended).toBe(3)
  expect(await asked).toEqual([])
  await expect(failed).rejects.toThrow('disk full')
  expect(await told('db_pool_active_connections')).toBe('0')
  expect(await told('db_write_duration_seconds_count{table="trades"}')).toBe('1')
})

it('writes every batch of those that waited for the database', async () => {
  const store = await openStore({ path: ':memory:' })
  onTestFinished(() => store.close())
  const measured = measuredStore(store, makeMetrics(new Registry()))
  // All at once: the first batch is written alone, and the others wait and go together.
  const rows = Array.from({ length: 9 }, (_, i) => rejected({ seq: i + 1 }))
  await lastValueFrom(duckdb(measured, tables.rejected, { size: 2 })(from(rows)))
  const written = await store.query('select seq from rejected')
  expect(written.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq))
})
