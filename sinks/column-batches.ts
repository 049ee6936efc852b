import {
  asyncScheduler,
  concat,
  connect,
  defer,
  endWith,
  exhaustMap,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  type OperatorFunction,
  takeUntil,
  timer,
} from 'rxjs'
import { type BatchBuilder, batchBuilder, type ColumnBatch } from '../src/store/column-batch.ts'
import type { Table } from '../src/store/table.ts'

/** When a batch is full, and what is in the table already. */
export interface ColumnBatchOptions {
  /** Rows from which on a batch is full. */
  readonly size: number
  /** Longest time that a row waits for its batch to be full, ms; that ends when the clock is at a multiple of it, for all tables together. */
  readonly every: number
  /** Place in the log that the table has come to. */
  readonly after: number
}

/** A batch, and whether it is one because there were enough rows; otherwise their time has come, or there are no more. */
export interface GatheredBatch {
  readonly batch: ColumnBatch
  readonly isFull: boolean
}

/**
 * Gathers rows into batches of columns. A batch ends between two frames of the log, never inside one, so that how far a table has come
 * says which rows are there: rows at or before `after` are left out.
 *
 * A row stands where the furthest row so far does: one that is told late, of an earlier frame, belongs to where it was told.
 * Emits when a batch is full and a row of a later frame comes, at most `every` after the first row of a batch (the rows of a frame
 * come in one go), and at completion. Passes an error on at once; what was gathered is lost.
 */
export function columnBatches<T extends { readonly seq: number }>(
  table: Table<T>,
  { size, every, after }: ColumnBatchOptions,
): OperatorFunction<T, GatheredBatch> {
  return (rows$) =>
    defer(() => {
      const builder = batchBuilder(table, size)
      const gather = gatherer(builder, { size, after })
      const batches$ = rows$.pipe(
        connect((shared$) =>
          merge(shared$.pipe(map(gather), filter(isBatch), map(asFull)), overdue(shared$, builder, every)),
        ),
      )
      return concat(
        batches$,
        defer(() => flush(builder)),
      )
    })
}

const isBatch = (batch: ColumnBatch | undefined): batch is ColumnBatch => batch !== undefined
const asFull = (batch: ColumnBatch): GatheredBatch => ({ batch, isFull: true })

/** What was gathered, if anything was. */
const flush = (builder: BatchBuilder<never>): readonly GatheredBatch[] =>
  builder.rowCount() > 0 ? [{ batch: builder.take(), isFull: false }] : []

/**
 * Adds a row; gives the batch before it, when that is full and the row is of a later frame. Most rows give none: an empty list of each,
 * for `mergeMap` to subscribe to, cost two thirds of what adding the row does.
 */
function gatherer<T extends { readonly seq: number }>(
  builder: BatchBuilder<T>,
  { size, after }: Pick<ColumnBatchOptions, 'size' | 'after'>,
) {
  let place = 0
  return (row: T): ColumnBatch | undefined => {
    const full = row.seq > place && builder.rowCount() >= size ? builder.take() : undefined
    place = Math.max(place, row.seq)
    if (place > after) builder.add(row, place)
    return full
  }
}

/** The batch that is there some time after a row came; a quiet stream costs no timer. */
function overdue(rows$: Observable<unknown>, builder: BatchBuilder<never>, every: number) {
  return rows$.pipe(
    exhaustMap(() => timer(every - (asyncScheduler.now() % every))),
    mergeMap(() => flush(builder)),
    takeUntil(rows$.pipe(ignoreElements(), endWith(undefined))),
  )
}
