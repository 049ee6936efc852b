import { join } from 'node:path'
import { openStore } from '../../src/store/store.ts'
import { type Figure, median, secondsOf } from './figure.ts'
import { madeBatches } from './made-trades.ts'
import { inFolder } from './temporary.ts'

const BATCHES = 25
const SIZE = 20_480
const REPEATS = 5

/** Trades a second from typed arrays to committed rows in a file; beside it the database's own copy from table to table. */
export async function appended(): Promise<Figure> {
  const appends: number[] = []
  const copies: number[] = []
  for (let i = 0; i < REPEATS; i += 1)
    await inFolder(async (folder) => {
      const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
      const batches = madeBatches(BATCHES, SIZE)
      const append = await secondsOf(() => Promise.all(batches.map((batch) => store.append('trades', batch))))
      appends.push((BATCHES * SIZE) / append)
      await store.query('create table copy as select * from trades where false')
      const copy = await secondsOf(() => store.query('insert into copy select * from trades'))
      copies.push((BATCHES * SIZE) / copy)
      await store.close()
    })
  return {
    name: 'appended from typed arrays, in the thread of the store',
    value: median(appends),
    baseline: { name: '`insert … select` of the same rows', value: median(copies) },
    unit: 'trades/s',
    reach: { least: 1_000_000 },
  }
}
