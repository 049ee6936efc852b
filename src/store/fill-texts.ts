import { DuckDBEnumType, DuckDBTypeId } from '@duckdb/node-api'
import type { Rows, TextData } from './column-batch.ts'
import type { TextHeap } from './text-heap.ts'
import type { VectorBuffer } from './vector-buffer.ts'
import { textsOf } from './word-book.ts'

/** Writes rows of a column of texts. Throws on a word that an enumeration does not have, and where the database has no texts. */
export function fillTexts(buffer: VectorBuffer, column: TextData, rows: Rows): void {
  const { type } = buffer
  if (type instanceof DuckDBEnumType) fillEnum(buffer, placesOf(column, type), { column, rows })
  else if (type.typeId === DuckDBTypeId.VARCHAR) fillVarchar(buffer, column, rows)
  else
    throw new TypeError(`Column ${column.name} is ${String(type)} in the database; text is kept as VARCHAR.`)
}

interface Part {
  readonly column: TextData
  readonly rows: Rows
}

/** The places of words in an enumeration; before the first one stands that of none. */
function placesOf({ name, words }: TextData, { values }: DuckDBEnumType): Uint8Array {
  const texts = textsOf(words)
  const unknown = texts.find((text) => !values.includes(text))
  if (unknown !== undefined)
    throw new RangeError(`Column ${name} takes ${values.join(', ')}, not ${unknown}.`)
  return Uint8Array.of(0, ...texts.map((text) => values.indexOf(text)))
}

/** A word of an enumeration is its place there. */
function fillEnum({ bytes, hole }: VectorBuffer, places: Uint8Array, { column, rows }: Part): void {
  const { from, count, at } = rows
  for (let i = 0; i < count; i += 1) {
    const code = column.codes[from + i] ?? 0
    bytes[at + i] = places[code] ?? 0
    if (code === 0) hole(at + i)
  }
}

function fillVarchar(
  { words, texts, hole }: VectorBuffer,
  column: TextData,
  { from, count, at }: Rows,
): void {
  const { laidOut, long } = column.words
  for (let i = 0; i < count; i += 1) {
    const code = column.codes[from + i] ?? 0
    putWord(words, at + i, { laidOut, code })
    if (code === 0) hole(at + i)
  }
  if (long.size > 0) fillLong(texts, column, { from, count, at })
}

interface Word {
  readonly laidOut: Int32Array
  readonly code: number
}

/** Number by number: a call that copies sixteen bytes costs more than they do. */
function putWord(words: Int32Array, row: number, { laidOut, code }: Word): void {
  words[4 * row] = laidOut[4 * code] ?? 0
  words[4 * row + 1] = laidOut[4 * code + 1] ?? 0
  words[4 * row + 2] = laidOut[4 * code + 2] ?? 0
  words[4 * row + 3] = laidOut[4 * code + 3] ?? 0
}

function fillLong(texts: TextHeap, { codes, words }: TextData, { from, count, at }: Rows): void {
  for (let i = 0; i < count; i += 1) {
    const word = words.long.get(codes[from + i] ?? 0)
    if (word === undefined) continue
    const begin = texts.begin(MOST * word.length)
    texts.end(at + i, begin + texts.memory().write(word, begin))
  }
}

/** Most bytes of UTF-8 for a unit of a JavaScript string. */
const MOST = 3
