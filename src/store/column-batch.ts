import type { LevelsColumn, NumberColumn, NumberType, Table, TextColumn } from './table.ts'
import { wordBook, type Words } from './word-book.ts'

/** Numbers of one column, row by row; NaN is NULL. */
export interface NumberData {
  readonly name: string
  readonly type: NumberType
  readonly values: Float64Array<SharedArrayBuffer>
}

/** Texts of one column: `codes` count from 1 into `words`; 0 is NULL. */
export interface TextData {
  readonly name: string
  readonly type: 'text'
  readonly codes: Uint32Array<SharedArrayBuffer>
  readonly words: Words
}

/** One side of an order book, row by row: so many levels each, and of all rows on end the price in hundredths and the volume. */
export interface LevelsData {
  readonly name: string
  readonly type: 'levels'
  readonly counts: Uint8Array<SharedArrayBuffer>
  readonly values: Float64Array<SharedArrayBuffer>
}

/** What a batch has of one column. */
export type ColumnData = NumberData | TextData | LevelsData

/** Some rows of a table, column by column, in memory that another thread reads where it lies. */
export interface ColumnBatch {
  readonly rowCount: number
  /** Place in the log of the first row, and of the last; a batch ends where the rows of one frame end. */
  readonly firstSeq: number
  readonly lastSeq: number
  readonly columns: readonly ColumnData[]
}

/** Rows of some batches together. */
export const rowCountOf = (batches: readonly ColumnBatch[]): number =>
  batches.reduce((sum, { rowCount }) => sum + rowCount, 0)

/** Place in the log of the last row of batches that follow each other; 0 of none. */
export const lastSeqOf = (batches: readonly ColumnBatch[]): number => batches.at(-1)?.lastSeq ?? 0

/** Which rows of a column go into a vector: `count` of them from `from` on, to stand from `at` on. */
export interface Rows {
  readonly from: number
  readonly count: number
  readonly at: number
}

/** Gathers rows into columns. */
export interface BatchBuilder<T> {
  readonly rowCount: () => number
  /** Adds a row that stands at `seq`; never less than that of the row before. */
  readonly add: (row: T, seq: number) => void
  /** Gives what was gathered, and begins anew in other memory. */
  readonly take: () => ColumnBatch
  /** Takes the memory of a batch back that nobody reads any more: a later one is written there. */
  readonly reuse: (batch: ColumnBatch) => void
}

interface ColumnBuilder<T> {
  readonly set: (row: T, at: number) => void
  readonly grow: (capacity: number) => void
  /** Gives the rows where they were written, and goes on in the memory of a column that is free, or in new memory. */
  readonly take: (rowCount: number, free: ColumnData | undefined) => ColumnData
}

/**
 * Batches whose memory is kept for later ones: as many as wait where a log is read again, no faster than the database writes. What is let go
 * is not soon free: nobody tells V8 how much of it there is.
 */
const KEPT = 16

/**
 * Rows are written where the thread of the database reads them, and that memory comes back: made anew, handed over, copied in case that thread
 * dies, and freed, a batch cost the feed's thread two fifths more.
 *
 * @param capacity - rows that there is room for at first; more rows make more room
 */
export function batchBuilder<T>({ columns }: Table<T>, capacity: number): BatchBuilder<T> {
  const builders = columns.map((column) => columnBuilder(column, capacity))
  const free: (readonly ColumnData[])[] = []
  let room = capacity
  let rowCount = 0
  let firstSeq = 0
  let lastSeq = 0
  return {
    rowCount: () => rowCount,
    add(row, seq) {
      if (rowCount === room) {
        room *= 2
        for (const { grow } of builders) grow(room)
      }
      for (const { set } of builders) set(row, rowCount)
      if (rowCount === 0) firstSeq = seq
      lastSeq = seq
      rowCount += 1
    },
    take() {
      const next = free.pop()
      const taken = builders.map(({ take }, i) => take(rowCount, next?.[i]))
      const batch = { rowCount, firstSeq, lastSeq, columns: taken }
      rowCount = 0
      return batch
    },
    reuse(batch) {
      if (free.length < KEPT) free.push(batch.columns)
    },
  }
}

function columnBuilder<T>(column: Table<T>['columns'][number], capacity: number): ColumnBuilder<T> {
  if (column.type === 'text') return textBuilder(column, capacity)
  if (column.type === 'levels') return levelsBuilder(column, capacity)
  return numberBuilder(column, capacity)
}

function numberBuilder<T>({ name, type, value }: NumberColumn<T>, capacity: number): ColumnBuilder<T> {
  let values = numbers(capacity)
  return {
    set(row, at) {
      const cell = value(row)
      values[at] = cell === undefined ? NaN : Number(cell)
    },
    grow(room) {
      const small = values
      values = numbers(room)
      values.set(small)
    },
    take(rowCount, free) {
      const taken = values.subarray(0, rowCount)
      values = numbers(values.length, free?.type === type ? free.values.buffer : undefined)
      return { name, type, values: taken }
    },
  }
}

/** Few words fill most columns of texts: a number stands for each in the rows. */
function textBuilder<T>({ name, type, value }: TextColumn<T>, capacity: number): ColumnBuilder<T> {
  const book = wordBook()
  let codes = new Uint32Array(memory(4 * capacity))
  return {
    set(row, at) {
      const word = value(row)
      codes[at] = word === undefined ? 0 : book.codeOf(word)
    },
    grow(room) {
      const small = codes
      codes = new Uint32Array(memory(4 * room))
      codes.set(small)
    },
    take(rowCount, free) {
      const taken = codes.subarray(0, rowCount)
      const { byteLength } = codes
      codes = new Uint32Array(memory(byteLength, free?.type === type ? free.codes.buffer : undefined))
      return { name, type, codes: taken, words: book.take() }
    },
  }
}

/** Levels that a row has room for at first. */
const USUAL_LEVELS = 6

function levelsBuilder<T>({ name, type, value }: LevelsColumn<T>, capacity: number): ColumnBuilder<T> {
  let counts = new Uint8Array(memory(capacity))
  let values = numbers(capacity * 2 * USUAL_LEVELS)
  let used = 0
  return {
    set(row, at) {
      const levels = value(row)
      counts[at] = levels.length
      if (used + 2 * levels.length > values.length) {
        const small = values
        values = numbers(2 * small.length + 2 * levels.length)
        values.set(small)
      }
      for (const { price, volume } of levels) {
        values[used] = price
        values[used + 1] = volume
        used += 2
      }
    },
    grow(room) {
      const small = counts
      counts = new Uint8Array(memory(room))
      counts.set(small)
    },
    take(rowCount, free) {
      const taken = {
        name,
        type,
        counts: counts.subarray(0, rowCount),
        values: values.subarray(0, used),
      }
      const { counts: freeCounts, values: freeValues } = free?.type === type ? free : {}
      counts = new Uint8Array(memory(counts.length, freeCounts?.buffer))
      values = numbers(values.length, freeValues?.buffer)
      used = 0
      return taken
    },
  }
}

/** Memory of so many bytes at least: the free one, if it is large enough. */
const memory = (bytes: number, free?: SharedArrayBuffer): SharedArrayBuffer =>
  free && free.byteLength >= bytes ? free : new SharedArrayBuffer(bytes)

const numbers = (count: number, free?: SharedArrayBuffer): Float64Array<SharedArrayBuffer> =>
  new Float64Array(memory(8 * count, free))
