import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tables } from '../../sinks/tables.ts'
import { batchBuilder } from '../../src/store/column-batch.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { rejected } from '../../src/testing/index.ts'
import { folder } from './folder.ts'

async function append(store: Store, from: number, until: number): Promise<void> {
  for (let seq = from; seq <= until; seq++) {
    const { add, take } = batchBuilder(tables.rejected, 1)
    add(rejected({ seq }), seq)
    await store.append('rejected', take())
  }
}

const placesOf = async (store: Store) =>
  (await store.query('select seq from committed order by seq')).map(({ seq }) => seq)

it('keeps of the places that a table came to those of the last commits alone', async () => {
  const dir = folder()
  const path = join(dir, 'vnflow.duckdb')
  const store = await openStore({ path })
  await append(store, 1, 45)
  expect(await placesOf(store)).toEqual([40, 41, 42, 43, 44, 45])

  const stopping = new AbortController()
  const sql =
    'select max(a.seq + b.number + c.number) as sum from rejected as a, range(1_000_000) as b(number), range(1_000_000) as c(number)'
  const asked = store.copy({ sql, params: {}, file: join(dir, 'answer.parquet') }, stopping.signal)
  asked.catch(() => undefined)
  await append(store, 46, 70)
  expect(await placesOf(store)).toHaveLength(31)

  stopping.abort()
  await expect(asked).rejects.toThrow()
  await append(store, 71, 71)
  expect(await placesOf(store)).toEqual([71])
  await store.close()
})
