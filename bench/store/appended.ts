import { join } from 'node:path'
import type { ColumnBatch } from '../../src/store/column-batch.ts'
import { GROUP, openStore } from '../../src/store/store.ts'
import { type Figure, median, secondsOf } from './figure.ts'
import { madeBatches } from './made-trades.ts'
import { inFolder } from './temporary.ts'

const GROUPS = 6
/** Rows of a batch, as a sink makes them. */
const SIZE = 2_048
const BATCHES = (GROUPS * GROUP) / SIZE
const ROWS = BATCHES * SIZE
const REPEATS = 5

/** Batches as a sink hands over those that wait while the database writes: as many rows as it keeps together. */
const grouped = (batches: readonly ColumnBatch[]): readonly (readonly ColumnBatch[])[] =>
  Array.from({ length: GROUPS }, (_, i) => batches.slice((i * GROUP) / SIZE, ((i + 1) * GROUP) / SIZE))

/** Trades a second from typed arrays to committed rows in a file; beside it the database's own copy from table to table. */
export async function appended(): Promise<Figure> {
  const appends: number[] = []
  const copies: number[] = []
  for (let i = 0; i < REPEATS; i += 1)
    await inFolder(async (folder) => {
      const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
      const groups = grouped(madeBatches(BATCHES, SIZE))
      const append = await secondsOf(() =>
        Promise.all(groups.map((batches) => store.append('trades', ...batches))),
      )
      appends.push(ROWS / append)
      await store.query('create table copy as select * from trades where false')
      const copy = await secondsOf(() => store.query('insert into copy select * from trades'))
      copies.push(ROWS / copy)
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
