import type { LevelsColumn, NumberColumn, NumberType, Table, TextColumn } from './table.ts'
import { wordBook, type Words } from './word-book.ts'

/** Numbers of one column, row by row; NaN is NULL. */
export interface NumberData {
  readonly name: string
  readonly type: NumberType
  readonly values: Float64Array<ArrayBuffer>
}

/** Texts of one column: `codes` count from 1 into `words`; 0 is NULL. */
export interface TextData {
  readonly name: string
  readonly type: 'text'
  readonly codes: Uint32Array<ArrayBuffer>
  readonly words: Words
}

/** One side of an order book, row by row: so many levels each, and of all rows on end the price in hundredths and the volume. */
export interface LevelsData {
  readonly name: string
  readonly type: 'levels'
  readonly counts: Uint8Array<ArrayBuffer>
  readonly values: Float64Array<ArrayBuffer>
}

/** What a batch has of one column. */
export type ColumnData = NumberData | TextData | LevelsData

/** Some rows of a table, column by column, in a form that can be handed to another thread without a copy: all lie in one buffer. */
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
  /** Gives what was gathered, and begins anew. */
  readonly take: () => ColumnBatch
}

interface ColumnBuilder<T> {
  readonly set: (row: T, at: number) => void
  readonly grow: (capacity: number) => void
  /** Bytes that so many rows take. */
  readonly size: (rowCount: number) => number
  /** Copies rows into a buffer, and begins anew. */
  readonly take: (rowCount: number, buffer: ArrayBuffer, offset: number) => ColumnData
}

/** @param capacity - rows that there is room for at first; more rows make more room */
export function batchBuilder<T>({ columns }: Table<T>, capacity: number): BatchBuilder<T> {
  const builders = columns.map((column) => columnBuilder(column, capacity))
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
      const batch = { rowCount, firstSeq, lastSeq, columns: taken(builders, rowCount) }
      rowCount = 0
      return batch
    },
  }
}

/** One buffer for all columns: the making, handing over and freeing of one for each would cost more than what they hold. */
function taken(builders: readonly ColumnBuilder<never>[], rowCount: number): readonly ColumnData[] {
  const offsets: number[] = []
  let end = 0
  for (const { size } of builders) {
    offsets.push(end)
    end += aligned(size(rowCount))
  }
  const buffer = new ArrayBuffer(end)
  return builders.map(({ take }, i) => take(rowCount, buffer, offsets[i] ?? 0))
}

/** Numbers of eight bytes begin at a multiple of eight. */
const aligned = (bytes: number): number => (bytes + 7) & ~7

function columnBuilder<T>(column: Table<T>['columns'][number], capacity: number): ColumnBuilder<T> {
  if (column.type === 'text') return textBuilder(column, capacity)
  if (column.type === 'levels') return levelsBuilder(column, capacity)
  return numberBuilder(column, capacity)
}

function numberBuilder<T>({ name, type, value }: NumberColumn<T>, capacity: number): ColumnBuilder<T> {
  let values = new Float64Array(capacity)
  return {
    set(row, at) {
      const cell = value(row)
      values[at] = cell === undefined ? NaN : Number(cell)
    },
    grow(room) {
      const larger = new Float64Array(room)
      larger.set(values)
      values = larger
    },
    size: (rowCount) => 8 * rowCount,
    take(rowCount, buffer, offset) {
      const into = new Float64Array(buffer, offset, rowCount)
      into.set(values.subarray(0, rowCount))
      return { name, type, values: into }
    },
  }
}

/** Few words fill most columns of texts: a number stands for each in the rows. */
function textBuilder<T>({ name, type, value }: TextColumn<T>, capacity: number): ColumnBuilder<T> {
  const book = wordBook()
  let codes = new Uint32Array(capacity)
  return {
    set(row, at) {
      const word = value(row)
      codes[at] = word === undefined ? 0 : book.codeOf(word)
    },
    grow(room) {
      const larger = new Uint32Array(room)
      larger.set(codes)
      codes = larger
    },
    size: (rowCount) => 4 * rowCount + book.size(),
    take(rowCount, buffer, offset) {
      const into = new Uint32Array(buffer, offset, rowCount)
      into.set(codes.subarray(0, rowCount))
      return { name, type, codes: into, words: book.take(buffer, offset + 4 * rowCount) }
    },
  }
}

/** Levels that a row has room for at first. */
const USUAL_LEVELS = 6

function levelsBuilder<T>({ name, type, value }: LevelsColumn<T>, capacity: number): ColumnBuilder<T> {
  let counts = new Uint8Array(capacity)
  let values = new Float64Array(capacity * 2 * USUAL_LEVELS)
  let used = 0
  return {
    set(row, at) {
      const levels = value(row)
      counts[at] = levels.length
      if (used + 2 * levels.length > values.length) {
        const larger = new Float64Array(2 * values.length + 2 * levels.length)
        larger.set(values)
        values = larger
      }
      for (const { price, volume } of levels) {
        values[used] = price
        values[used + 1] = volume
        used += 2
      }
    },
    grow(room) {
      const larger = new Uint8Array(room)
      larger.set(counts)
      counts = larger
    },
    size: (rowCount) => 8 * used + rowCount,
    take(rowCount, buffer, offset) {
      const intoValues = new Float64Array(buffer, offset, used)
      intoValues.set(values.subarray(0, used))
      const intoCounts = new Uint8Array(buffer, offset + 8 * used, rowCount)
      intoCounts.set(counts.subarray(0, rowCount))
      used = 0
      return { name, type, counts: intoCounts, values: intoValues }
    },
  }
}
