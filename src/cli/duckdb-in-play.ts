import { map } from 'rxjs'
import { duckdb, type DuckdbOptions } from '../../sinks/duckdb.ts'
import type { Sink } from '../../sinks/sink.ts'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'

/** A row, and its place in the order in which rows come. */
interface Placed<T> {
  readonly seq: number
  readonly row: T
}

/**
 * As `duckdb`, for rows that do not come in the order of the log: the table has come as far as `place`, which only grows, says when a row
 * comes. The rows keep their own `seq`, by which whoever reads them has them in order.
 */
export const duckdbInPlay =
  <T extends { readonly seq: number }>(
    store: Store,
    table: Table<T>,
    { place, ...options }: DuckdbOptions & { readonly place: () => number },
  ): Sink<T> =>
  (rows$) =>
    rows$.pipe(
      map((row): Placed<T> => ({ seq: place(), row })),
      duckdb(store, placed(table), options),
    )

const placed = <T>({ name, columns }: Table<T>): Table<Placed<T>> => ({
  name,
  columns: columns.map(
    (column) =>
      // Each keeps its type, which is lost where one is written for all of them.
      ({ ...column, value: ({ row }) => column.value(row) }) as Table<Placed<T>>['columns'][number],
  ),
})
