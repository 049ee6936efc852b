import type { DuckDBVector } from '@duckdb/node-api'
import { wordsOf } from './words-of.ts'

/** Longest text that lies in the vector itself; of others there is a pointer. */
const INLINE = 12

/** Texts of a column, each a span of one of some longer ones: text `i` is `wholes[at[i]]` from `from[i]` to `to[i]`. */
export interface TextSpans {
  readonly wholes: readonly string[]
  readonly at: Uint16Array
  readonly from: Int32Array
  readonly to: Int32Array
}

/** No texts. */
export const noSpans: TextSpans = {
  wholes: [],
  at: new Uint16Array(),
  from: new Int32Array(),
  to: new Int32Array(),
}

/**
 * Reads a vector of texts that are mostly new: order books, not names. Long ones that lie end to end in the database's memory come over as one;
 * a call for each would take longer than all the rest. A text of other letters than ASCII comes by itself.
 */
export function textSpans(vector: DuckDBVector): TextSpans {
  const words = wordsOf(vector)
  const count = vector.itemCount
  const wholes = [Buffer.from(words.buffer, words.byteOffset, words.byteLength).toString('latin1')]
  const spans = { wholes, at: new Uint16Array(count), from: new Int32Array(count), to: new Int32Array(count) }
  for (let row = 0; row < count;) {
    if ((words[4 * row] ?? 0) > INLINE) row = readRun(vector, row, spans)
    else {
      spans.from[row] = 16 * row + 4
      spans.to[row] = 16 * row + 4 + (words[4 * row] ?? 0)
      row += 1
    }
  }
  return spans
}

/** Reads the long texts from a row on that lie end to end. Gives the row behind them. */
function readRun(vector: DuckDBVector, first: number, spans: Mutable): number {
  const words = wordsOf(vector)
  const { wholes, at, from, to } = spans
  let bytes = 0
  let row = first
  for (; row < at.length && follows(words, { first, row, bytes }); row += 1) {
    at[row] = wholes.length
    from[row] = bytes
    bytes += words[4 * row] ?? 0
    to[row] = bytes
  }
  const whole = textOf(vector, first, bytes)
  if (whole.length === bytes) wholes.push(whole)
  else for (let i = first; i < row; i += 1) alone(vector, i, spans)
  return row
}

interface Mutable extends TextSpans {
  readonly wholes: string[]
}

interface Place {
  readonly first: number
  readonly row: number
  /** How long the texts from `first` up to `row` are. */
  readonly bytes: number
}

/** Whether a row's text is long and lies right behind those before. Where the low half of the place would overflow it counts as elsewhere. */
function follows(words: Int32Array, { first, row, bytes }: Place): boolean {
  if ((words[4 * row] ?? 0) <= INLINE) return false
  const low = (words[4 * first + 2] ?? 0) >>> 0
  return words[4 * row + 3] === words[4 * first + 3] && (words[4 * row + 2] ?? 0) >>> 0 === low + bytes
}

/** What lies from a row's text on: the binding reads as far as the row's length says. */
function textOf(vector: DuckDBVector, row: number, bytes: number): string {
  const part = vector.slice(row, 1)
  const words = wordsOf(part)
  const own = words[0] ?? 0
  words[0] = bytes
  const text = String(part.getItem(0))
  words[0] = own
  return text
}

function alone(vector: DuckDBVector, row: number, { wholes, at, from, to }: Mutable): void {
  const text = textOf(vector, row, wordsOf(vector)[4 * row] ?? 0)
  at[row] = wholes.push(text) - 1
  from[row] = 0
  to[row] = text.length
}
