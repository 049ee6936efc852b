import { DuckDBBlobVector, type DuckDBVector } from '@duckdb/node-api'
import { wordsOf } from './words-of.ts'

/** Longest text that lies in the vector itself; of others there is a pointer. */
const INLINE = 12

/** Texts that lie this near to each other come over in one piece: what is between them is shorter texts, or the lengths of these. */
const GAP = 64

/** Texts of a column: text `i` is the UTF-8 in `bytes`, from `from[i]` to `to[i]`. */
export interface ByteSpans {
  readonly bytes: Uint8Array
  readonly from: Int32Array
  readonly to: Int32Array
}

/** No texts. */
export const noSpans: ByteSpans = { bytes: new Uint8Array(), from: new Int32Array(), to: new Int32Array() }

/**
 * Makes what reads vectors of texts that are mostly new: order books, not names. Long ones that lie end to end in the database's memory come
 * over as one; a call for each would take longer than all the rest. What was read of the vector before is overwritten.
 */
export function spanReader(): (vector: DuckDBVector) => ByteSpans {
  let bytes = new Uint8Array(2 ** 16)
  let used = 0
  /** Takes in more bytes, and gives where they begin. */
  function add(more: Uint8Array): number {
    const at = used
    used += more.length
    if (used > bytes.length) {
      const wider = new Uint8Array(2 * used)
      wider.set(bytes)
      bytes = wider
    }
    bytes.set(more, at)
    return at
  }
  return (vector) => {
    if (!(vector instanceof DuckDBBlobVector))
      throw new TypeError(`${String(vector.type)} is no vector of bytes.`)
    used = 0
    const words = wordsOf(vector)
    const [from, to] = [new Int32Array(vector.itemCount), new Int32Array(vector.itemCount)]
    add(new Uint8Array(words.buffer, words.byteOffset, words.byteLength))
    for (let row = 0; row < from.length;) {
      const length = words[4 * row] ?? 0
      if (length > INLINE) {
        const run = runFrom(words, row)
        place(run, words, { at: add(bytesOf(vector, run)), from, to })
        row = run.end
      } else {
        from[row] = 16 * row + 4
        to[row] = 16 * row + 4 + length
        row += 1
      }
    }
    return { bytes, from, to }
  }
}

/** Long texts that lie near to each other, each behind the one before; short ones may be among them. */
interface Run {
  readonly first: number
  /** The row behind the last one. */
  readonly end: number
  /** From the beginning of the first text to the end of the last. */
  readonly bytes: number
}

const lowOf = (words: Int32Array, row: number): number => (words[4 * row + 2] ?? 0) >>> 0

/** Where the low half of a text's place would overflow, the next one counts as elsewhere. */
function runFrom(words: Int32Array, first: number): Run {
  const [low, high] = [lowOf(words, first), words[4 * first + 3]]
  let bytes = words[4 * first] ?? 0
  let end = first + 1
  for (let row = end; row < words.length / 4; row += 1) {
    const length = words[4 * row] ?? 0
    if (length <= INLINE) continue
    const gap = lowOf(words, row) - low - bytes
    if (words[4 * row + 3] !== high || gap < 0 || gap > GAP) break
    bytes += gap + length
    end = row + 1
  }
  return { first, end, bytes }
}

/** What lies from a run's first text on: the binding reads as far as the length of a text says. */
function bytesOf(vector: DuckDBBlobVector, { first, bytes }: Run): Uint8Array {
  const words = wordsOf(vector)
  const own = words[4 * first] ?? 0
  words[4 * first] = bytes
  const found = vector.getItemBytes(first)
  words[4 * first] = own
  return found ?? new Uint8Array()
}

interface Placing {
  readonly at: number
  readonly from: Int32Array
  readonly to: Int32Array
}

/** Says where the texts of a run stand, whose bytes begin at `at`; a short one stands in the vector's own words. */
function place({ first, end }: Run, words: Int32Array, { at, from, to }: Placing): void {
  const low = lowOf(words, first)
  for (let row = first; row < end; row += 1) {
    const length = words[4 * row] ?? 0
    const start = length > INLINE ? at + lowOf(words, row) - low : 16 * row + 4
    from[row] = start
    to[row] = start + length
  }
}
