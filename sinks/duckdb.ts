import { catchError, concat, concatMap, defer, EMPTY, type Observable, pipe, tap, throwError } from 'rxjs'
import { type ColumnBatch, rowCountOf } from '../src/store/column-batch.ts'
import { GROUP, type Store } from '../src/store/store.ts'
import type { Table } from '../src/store/table.ts'
import { columnBatches, type GatheredBatch } from './column-batches.ts'
import type { Sink } from './sink.ts'

/** How rows are gathered, and who is told when the database is slow. */
export interface DuckdbOptions {
  /** Rows from which on a batch is full; 2,048 unless said otherwise. */
  readonly size?: number
  /**
   * Longest time that a row waits to be written, ms, and twice that where batches fill in less; 1,000 unless said otherwise. All tables write
   * when the clock is at a multiple of it.
   */
  readonly every?: number
  /**
   * Rows of full batches from which on they are written before that; two batches unless said otherwise, for with four the longest pauses of
   * the thread that reads the feed were a third longer.
   */
  readonly least?: number
  /** Batches that may wait for the database before it is called slow; 64 unless said otherwise. */
  readonly backlog?: number
  /** Told by how many batches more wait, or, below 0, fewer: one waits until it is committed. */
  readonly onWaiting?: (change: number) => void
  /** Told how many batches wait, each time one more does while the database is slow. */
  readonly onBacklog?: (batches: number) => void
}

/**
 * Writes rows to a table of the store, in columns, and emits the number of rows of each write when it is committed.
 *
 * - How far the table has come is committed with the rows, and rows that it has are left out: after a crash the log is run
 *   through again from any place before that, and each row is there once. The store and the log must be of one data folder.
 * - When the source fails, what came before is written first, then its error is passed on. A failed write is its error.
 * - Nothing is dropped when the database is slow: batches wait in memory, some 200 KB each, and `onBacklog` is told. What waits is written
 *   together, which costs the database less the more it is.
 */
export function duckdb<T extends { readonly seq: number }>(
  store: Store,
  table: Table<T>,
  options: DuckdbOptions = {},
): Sink<T> {
  const { size = 2_048, every = 1_000, least = 2 * size, ...limits } = options
  return (rows$) =>
    defer(() => {
      let failure$: Observable<never> = EMPTY
      return concat(
        rows$.pipe(
          columnBatches(table, { size, every, after: store.lastSeq(table.name) }),
          catchError((error: unknown) => {
            failure$ = throwError(() => error)
            return EMPTY
          }),
          inTurn((batches) => store.append(table.name, ...batches), { least, ...limits }),
        ),
        defer(() => failure$),
      )
    })
}

/**
 * Writes what waits when what was handed over before is committed: as soon as it is enough, or a batch is not full, for then the time of
 * its rows has come, or there are no more.
 */
function inTurn(
  write: (batches: readonly ColumnBatch[]) => Promise<number>,
  { least, backlog = 64, onBacklog, onWaiting }: Limits,
) {
  const waiting: GatheredBatch[] = []
  let writing = 0
  let isDue = false
  const writeDue = (): Observable<number> =>
    defer(() => {
      const group = isDue ? takeGroup(waiting) : []
      if (writing > 0) onWaiting?.(-writing)
      writing = group.length
      isDue &&= waiting.length > 0
      return writing > 0 ? concat(written(group), defer(writeDue)) : EMPTY
    })
  const written = async (group: readonly GatheredBatch[]): Promise<number> => {
    const rows = await write(group.map(({ batch }) => batch))
    for (const { free } of group) free()
    return rows
  }
  return pipe(
    tap<GatheredBatch>((gathered) => {
      waiting.push(gathered)
      onWaiting?.(1)
      isDue ||= !gathered.isFull || rowCountOf(waiting.map(({ batch }) => batch)) >= least
      if (waiting.length + writing > backlog) onBacklog?.(waiting.length + writing)
    }),
    concatMap(writeDue),
  )
}

type Limits = Pick<DuckdbOptions, 'backlog' | 'onBacklog' | 'onWaiting'> & { readonly least: number }

/** Takes batches from the front, until they are as many rows as the database keeps together. */
function takeGroup(waiting: GatheredBatch[]): readonly GatheredBatch[] {
  let rowCount = 0
  let end = 0
  for (; end < waiting.length && rowCount < GROUP; end += 1) rowCount += waiting[end]?.batch.rowCount ?? 0
  return waiting.splice(0, end)
}
