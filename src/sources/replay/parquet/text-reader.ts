import type { DuckDBVector } from '@duckdb/node-api'
import { wordsOf } from './words-of.ts'

/** Longest text that lies in the vector itself; of others there is a pointer. */
const INLINE = 12
/** Places for known texts. More texts than half of it begin anew. */
const PLACES = 16_384

/** Texts that were read before, by their bytes. */
interface Known {
  readonly texts: string[]
  /** Length and bytes, four words a place. */
  readonly bytes: Int32Array
  /** One more than where the text is in `texts`; 0 for a free place. */
  readonly indices: Uint16Array
}

/**
 * Makes what reads vectors of texts. Few texts fill most columns: one that was read before is found by its bytes, and made no second time.
 *
 * @param allowed - all that the texts can be; another one has a 0 in front
 */
export function textReader(allowed?: readonly string[]): (vector: DuckDBVector) => readonly string[] {
  const meant = (text: string) =>
    text === '' || !allowed ? text : (allowed.find((word) => word === text) ?? `\0${text}`)
  const known: Known = {
    texts: [],
    bytes: new Int32Array(PLACES * 4),
    indices: new Uint16Array(PLACES),
  }
  return (vector) => {
    const words = wordsOf(vector)
    const texts = new Array<string>(vector.itemCount)
    for (let i = 0, at = 0; i < texts.length; i++, at += 4) {
      if ((words[at] ?? 0) > INLINE) texts[i] = meant(String(vector.getItem(i)))
      else texts[i] = known.texts[find(known, words, at) - 1] ?? add(known, words.subarray(at, at + 4), meant)
    }
    return texts
  }
}

/** One more than where a text is among those known; 0 for one that is not. */
function find({ bytes, indices }: Known, words: Int32Array, at: number): number {
  let place = placeOf(words, at)
  while (
    indices[place] !== 0 &&
    (bytes[4 * place] !== words[at] ||
      bytes[4 * place + 1] !== words[at + 1] ||
      bytes[4 * place + 2] !== words[at + 2] ||
      bytes[4 * place + 3] !== words[at + 3])
  )
    place = (place + 1) & (PLACES - 1)
  return indices[place] ?? 0
}

function add(known: Known, words: Int32Array, meant: (text: string) => string): string {
  const { texts, bytes, indices } = known
  if (texts.length >= PLACES / 2) {
    texts.length = 0
    indices.fill(0)
  }
  const text = meant(Buffer.from(words.buffer, words.byteOffset + 4, words[0]).toString())
  let place = placeOf(words, 0)
  while (indices[place] !== 0) place = (place + 1) & (PLACES - 1)
  bytes.set(words, 4 * place)
  indices[place] = texts.push(text)
  return text
}

function placeOf(words: Int32Array, at: number): number {
  const mixed =
    Math.imul((words[at + 1] ?? 0) ^ (words[at] ?? 0), 0x9e3779b1) ^
    Math.imul((words[at + 2] ?? 0) ^ (words[at + 3] ?? 0), 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) & (PLACES - 1)
}
