import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  filter,
  finalize,
  merge,
  type OperatorFunction,
  Subject,
  type Subscription,
  throwError,
} from 'rxjs'
import { type BatchBuilder, batchBuilder, type ColumnBatch } from '../src/store/column-batch.ts'
import type { Table } from '../src/store/table.ts'

/** When a batch is full, and what is in the table already. */
export interface ColumnBatchOptions {
  /** Rows from which on a batch is full. */
  readonly size: number
  /**
   * Longest time that a row waits for its batch to be full, ms; that ends when the clock is at a multiple of it, for all tables together. Where
   * batches fill in less, the one that is begun then has once more as long.
   */
  readonly every: number
  /** Place in the log that the table has come to. */
  readonly after: number
}

/** A batch, and whether it is one because there were enough rows; otherwise their time has come, or there are no more. */
export interface GatheredBatch {
  readonly batch: ColumnBatch
  readonly isFull: boolean
  /** To be called when nobody reads it any more: its memory serves a later one. */
  readonly free: () => void
}

/**
 * Gathers rows into batches of columns. A batch ends between two frames of the log, never inside one, so that how far a table has come
 * says which rows are there: rows at or before `after` are left out.
 *
 * A row stands where the furthest row so far does: one that is told late, of an earlier frame, belongs to where it was told.
 * Emits when a batch is full and a row of a later frame comes, at most `every` after the first row of a batch (the rows of a frame
 * come in one go), and at the end; an error comes behind the rows before it.
 *
 * A row passes one subscriber: shared by RxJS's own operators with a timer's stream, and mapped and filtered, it passed six, which was two
 * fifths of what it cost the thread that reads the feed.
 */
export function columnBatches<T extends { readonly seq: number }>(
  table: Table<T>,
  { size, every, after }: ColumnBatchOptions,
): OperatorFunction<T, GatheredBatch> {
  return (rows$) =>
    defer(() => {
      const { add, due, rest, isWaiting } = gatherer(batchBuilder(table, size), { size, after })
      const told$ = new Subject<GatheredBatch>()
      const beat = beatOf(every, () => {
        for (const batch of due()) told$.next(batch)
        if (isWaiting()) beat.await()
      })
      const gathered$ = rows$.pipe(
        filter((row): row is never => {
          const full = add(row)
          if (full) told$.next(full)
          beat.await()
          return false
        }),
        finalize(() => {
          beat.stop()
          told$.complete()
        }),
      )
      const rest$ = defer(rest)
      const last$ = concat(gathered$, rest$).pipe(
        catchError((error: unknown) =>
          concat(
            rest$,
            throwError(() => error),
          ),
        ),
      )
      return merge(told$, last$)
    })
}

/**
 * Gathers rows. While batches fill by themselves, none is taken before it is full: the database writes 2,048 rows into a vector, and for as long
 * as it runs keeps a note of 16 KB of each vector that two transactions wrote to, 30 MB in a busy day.
 */
function gatherer<T extends { readonly seq: number }>(
  builder: BatchBuilder<T>,
  { size, after }: Pick<ColumnBatchOptions, 'size' | 'after'>,
) {
  let place = 0
  /** Whether a batch was full since rows were due last. */
  let fills = false
  const isWaiting = (): boolean => builder.rowCount() > 0

  function taken(isFull: boolean): GatheredBatch {
    const batch = builder.take()
    return {
      batch,
      isFull,
      free() {
        builder.reuse(batch)
      },
    }
  }
  /** What was gathered, if anything was. */
  const rest = (): readonly GatheredBatch[] => (isWaiting() ? [taken(false)] : [])

  return {
    /** Adds a row; gives the batch before it, when that is full and the row is of a later frame. */
    add: (row: T): GatheredBatch | undefined => {
      const full = row.seq > place && builder.rowCount() >= size ? taken(true) : undefined
      fills ||= full !== undefined
      place = Math.max(place, row.seq)
      if (place > after) added(builder, row, place)
      return full
    },
    /** What was gathered, when its time has come. */
    due: (): readonly GatheredBatch[] => {
      const batches = fills ? [] : rest()
      fills = false
      return batches
    },
    rest,
    isWaiting,
  }
}

/** Adds a row. When it cannot be read, what was gathered is given up: the table must not come to a frame that it has not all rows of. */
function added<T>(builder: BatchBuilder<T>, row: T, place: number): void {
  try {
    builder.add(row, place)
  } catch (error) {
    builder.take()
    throw error
  }
}

/** Does something once when the clock is at a multiple of `every`, whenever that is awaited; a quiet stream costs no timer. */
function beatOf(every: number, onBeat: () => void) {
  let timing: Subscription | undefined
  return {
    await() {
      timing ??= asyncScheduler.schedule(
        () => {
          timing = undefined
          onBeat()
        },
        every - (asyncScheduler.now() % every),
      )
    },
    stop: () => timing?.unsubscribe(),
  }
}
