import { catchError, concat, concatMap, defer, EMPTY, type Observable, pipe, tap, throwError } from 'rxjs'
import type { ColumnBatch } from '../src/store/column-batch.ts'
import type { Store } from '../src/store/store.ts'
import type { Table } from '../src/store/table.ts'
import { columnBatches } from './column-batches.ts'
import type { Sink } from './sink.ts'

/** How rows are gathered, and who is told when the database is slow. */
export interface DuckdbOptions {
  /** Rows from which on a batch is full; 2,048 unless said otherwise. */
  readonly size?: number
  /** Longest time that a row waits for its batch to be full, ms; 1,000 unless said otherwise. */
  readonly every?: number
  /** Batches that may wait for the database before it is called slow; 64 unless said otherwise. */
  readonly backlog?: number
  /** Told how many batches wait, each time one more does while the database is slow. */
  readonly onBacklog?: (batches: number) => void
}

/**
 * Writes rows to a table of the store, in columns, and emits the number of rows of each batch when it is committed.
 *
 * - How far the table has come is committed with the rows, and rows that it has are left out: after a crash the log is run
 *   through again from any place before that, and each row is there once. The store and the log must be of one data folder.
 * - When the source fails, what came before is written first, then its error is passed on. A failed write is its error.
 * - Nothing is dropped when the database is slow: batches wait in memory, some 200 KB each, and `onBacklog` is told.
 */
export function duckdb<T extends { readonly seq: number }>(
  store: Store,
  table: Table<T>,
  options: DuckdbOptions = {},
): Sink<T> {
  const { size = 2_048, every = 1_000, ...limits } = options
  return (rows$) =>
    defer(() => {
      let failure$: Observable<never> = EMPTY
      return concat(
        rows$.pipe(
          catchError((error: unknown) => {
            failure$ = throwError(() => error)
            return EMPTY
          }),
          columnBatches(table, { size, every, after: store.lastSeq(table.name) }),
          oneByOne((batch) => store.append(table.name, batch), limits),
        ),
        defer(() => failure$),
      )
    })
}

/** Writes the next batch when the one before is committed. */
function oneByOne(
  write: (batch: ColumnBatch) => Promise<number>,
  { backlog = 64, onBacklog }: Pick<DuckdbOptions, 'backlog' | 'onBacklog'>,
) {
  let waiting = 0
  return pipe(
    tap<ColumnBatch>(() => {
      waiting += 1
      if (waiting > backlog) onBacklog?.(waiting)
    }),
    concatMap(write),
    tap(() => (waiting -= 1)),
  )
}
