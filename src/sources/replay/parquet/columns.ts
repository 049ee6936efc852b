import type { DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api'
import { type ByteSpans, noSpans, spanReader } from './byte-spans.ts'
import { asked, type Column } from './column.ts'
import { type Faults, numberFaults, textFaults } from './faults.ts'
import { textReader } from './text-reader.ts'
import { wordsOf } from './words-of.ts'

/** Values of some rows, which those of the next rows replace. */
interface Values<V> {
  values: V
}

/** Rows of a table, column by column. */
export interface Columns {
  /** Numbers of a column: ms, hundredths, 0 and 1; NaN where there is none. */
  readonly numbers: (name: string) => Values<Float64Array>
  /** Texts of a column; empty where there is none, and with a 0 in front where it is none of the column's words. */
  readonly texts: (name: string) => Values<readonly string[]>
  /** Sides of order books; empty where there is none. */
  readonly spans: (name: string) => Values<ByteSpans>
}

/** What stands for a value that is not there, in the database's own terms; below all that can be. */
const NOTHING = -9e15

/** What reads the chunks of one `select` of some columns. */
export interface ColumnReader {
  readonly columns: Columns
  /** Rows, of those that were read last, with a value that their column does not take, and what throws the reason. */
  readonly faults: Faults
  /** Puts the rows of a chunk in the place of those before. */
  readonly read: (chunk: DuckDBDataChunk) => void
}

/** Makes the reader of some columns. */
export function columnReader(wanted: readonly Column[]): ColumnReader {
  const numbers = new Map<string, Values<Float64Array>>()
  const texts = new Map<string, Values<readonly string[]>>()
  const spans = new Map<string, Values<ByteSpans>>()
  const faults: Faults = new Map()
  const reads = wanted.map((column) => {
    if (column.type === 'text') return readTexts(column, kept(texts, column.name, []), faults)
    if (column.type === 'levels') return readSpans(kept(spans, column.name, noSpans))
    return readNumbers(column, kept(numbers, column.name, new Float64Array()), faults)
  })
  return {
    columns: {
      numbers: (name) => numbers.get(name) ?? unasked(name),
      texts: (name) => texts.get(name) ?? unasked(name),
      spans: (name) => spans.get(name) ?? unasked(name),
    },
    faults,
    read(chunk) {
      faults.clear()
      reads.forEach((read, i) => read(chunk.getColumnVector(i)))
    },
  }
}

function kept<V>(all: Map<string, Values<V>>, name: string, values: V): Values<V> {
  const made = { values }
  all.set(name, made)
  return made
}

function unasked(name: string): never {
  throw new TypeError(`Column ${name} was not asked for.`)
}

const WORD = 2 ** 32

/** 64-bit integers, in two halves. */
function readNumbers(column: Column, into: Values<Float64Array>, faults: Faults) {
  const { scale } = asked[column.type]
  return (vector: DuckDBVector) => {
    const halves = wordsOf(vector)
    const count = vector.itemCount
    const numbers = into.values.length === count ? into.values : new Float64Array(count)
    for (let i = 0; i < count; i++) {
      const number = (halves[2 * i + 1] ?? 0) * WORD + ((halves[2 * i] ?? 0) >>> 0)
      numbers[i] = number < NOTHING ? NaN : scale === 1 ? number : Math.floor(number / scale)
    }
    into.values = numbers
    numberFaults(column, numbers, faults)
  }
}

function readTexts(column: Column, into: Values<readonly string[]>, faults: Faults) {
  const read = textReader(column.words)
  return (vector: DuckDBVector) => {
    into.values = read(vector)
    textFaults(column, into.values, faults)
  }
}

function readSpans(into: Values<ByteSpans>) {
  const read = spanReader()
  return (vector: DuckDBVector) => {
    into.values = read(vector)
  }
}
