import { DuckDBBigIntVector, type DuckDBVector } from '@duckdb/node-api'
import { vectorMemory } from './vector-memory.ts'

/** Longest text, in bytes, that lies in a vector itself; of others there is a pointer. */
const INLINE = 12

/** Texts as they lie in a vector of texts: their length and bytes, four 32-bit words each, where they are short enough. */
export interface ShortTexts {
  readonly words: Int32Array<ArrayBuffer>
  readonly isShort: readonly boolean[]
}

/** Lays out texts; before the first one stands an empty one. */
export function shortTexts(texts: readonly string[]): ShortTexts {
  const words = new Int32Array(4 * (texts.length + 1))
  const bytes = Buffer.from(words.buffer)
  const isShort = [true]
  for (let i = 0; i < texts.length; i += 1) isShort.push(lies(texts[i] ?? '', bytes, 16 * (i + 1)))
  return { words, isShort }
}

/** Lays a text out if it is short enough. */
function lies(text: string, bytes: Buffer, at: number): boolean {
  if (text.length > INLINE) return false
  const length = Buffer.byteLength(text)
  if (length > INLINE) return false
  bytes[at] = length
  if (length === text.length) for (let i = 0; i < length; i += 1) bytes[at + 4 + i] = text.charCodeAt(i)
  else bytes.write(text, at + 4)
  return true
}

type Raw = Parameters<typeof DuckDBBigIntVector.fromRawVector>[0]

/**
 * Writes the memory of a vector of texts, laid out as `shortTexts` does it: a word of `of` for each. The binding's own way makes a call and a
 * copy of each text, so the memory is taken as that of numbers, two a text. The vector has to be new: nulls and longer texts are set afterwards.
 */
export function putShortTexts(vector: DuckDBVector, of: Uint32Array, words: Int32Array): void {
  const raw: unknown = Reflect.get(vector, 'vector')
  if (!raw) throw new TypeError('This version of @duckdb/node-api keeps vectors of texts in an unknown way.')
  const numbers = DuckDBBigIntVector.fromRawVector(raw as Raw, 2 * of.length)
  const memory = vectorMemory(numbers, Int32Array)
  let at = 0
  for (const word of of)
    for (let from = 4 * word; from < 4 * word + 4; from += 1) memory[at++] = words[from] ?? 0
  numbers.flush()
}
