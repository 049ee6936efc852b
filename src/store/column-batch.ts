import type { NumberColumn, NumberType, Table, TextColumn } from './table.ts'

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
  readonly words: readonly string[]
}

/** Some rows of a table, column by column, in a form that can be handed to another thread without a copy. */
export interface ColumnBatch {
  readonly rowCount: number
  /** Place in the log of the first row, and of the last; a batch ends where the rows of one frame end. */
  readonly firstSeq: number
  readonly lastSeq: number
  readonly columns: readonly (NumberData | TextData)[]
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
  readonly take: (rowCount: number) => NumberData | TextData
}

/** @param capacity - rows that there is room for at first; more rows make more room */
export function batchBuilder<T>({ columns }: Table<T>, capacity: number): BatchBuilder<T> {
  const builders = columns.map((column) =>
    column.type === 'text' ? textBuilder(column, capacity) : numberBuilder(column, capacity),
  )
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
      const batch = { rowCount, firstSeq, lastSeq, columns: builders.map(({ take }) => take(rowCount)) }
      rowCount = 0
      return batch
    },
  }
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
    take: (rowCount) => ({ name, type, values: values.slice(0, rowCount) }),
  }
}

/** Few words fill most columns of texts: each goes over once a batch, and a number stands for it in the rows. */
function textBuilder<T>({ name, type, value }: TextColumn<T>, capacity: number): ColumnBuilder<T> {
  let codes = new Uint32Array(capacity)
  let codeOf = new Map<string, number>()
  function code(word: string): number {
    const known = codeOf.get(word)
    if (known !== undefined) return known
    codeOf.set(word, codeOf.size + 1)
    return codeOf.size
  }
  return {
    set(row, at) {
      const word = value(row)
      codes[at] = word === undefined ? 0 : code(word)
    },
    grow(room) {
      const larger = new Uint32Array(room)
      larger.set(codes)
      codes = larger
    },
    take(rowCount) {
      const words = [...codeOf.keys()]
      codeOf = new Map()
      return { name, type, codes: codes.slice(0, rowCount), words }
    },
  }
}
