import duckdb, { type Vector } from '@duckdb/node-bindings'
import { INLINE } from './word-book.ts'

/**
 * The texts of a vector while it is filled, end to end: the database takes those of a chunk in one call, where one for each would cost more
 * than all else.
 */
export interface TextHeap {
  /** Gives the place where the next text begins, with room for so many bytes from there on. */
  readonly begin: (most: number) => number
  /** Where texts are written; another one when `begin` had to make room. */
  readonly memory: () => Buffer
  /** Says that the text of a row lies from the place that was begun at up to this one. */
  readonly end: (row: number, to: number) => void
  /** Gives the database the texts, and the rows their pointers. What is in the vector then is to be overwritten by the rows. */
  readonly send: () => void
}

/** @param words - the rows of the vector: of each the length, and the text itself or how it begins and where it lies, four 32-bit numbers */
export function textHeap(vector: Vector, words: Int32Array): TextHeap {
  const pointing: number[] = []
  let memory = Buffer.alloc(4_096)
  let from = 0

  function point(): void {
    // It keeps a copy of them all as if they were the text of the first row, and says there where that lies.
    duckdb.vector_assign_string_element_len(vector, 0, memory.subarray(0, from))
    const first = Buffer.from(duckdb.vector_get_data(vector, WIDTH))
    const [low, high] = [first.readUInt32LE(8), first.readInt32LE(12)]
    for (const row of pointing) {
      const place = low + (words[4 * row + 2] ?? 0)
      words[4 * row + 2] = place
      words[4 * row + 3] = place < WORD ? high : high + 1
    }
  }

  return {
    begin(most) {
      if (from + most > memory.length) {
        const larger = Buffer.alloc(2 * (from + most))
        memory.copy(larger, 0, 0, from)
        memory = larger
      }
      return from
    },
    memory: () => memory,
    end(row, to) {
      if (to - from <= INLINE) putInline(words, row, memory.subarray(from, to))
      else {
        const begins = memory.readInt32LE(from)
        words.set([to - from, begins, from, 0], 4 * row)
        pointing.push(row)
        from = to
      }
    },
    send() {
      if (pointing.length > 0) point()
      pointing.length = 0
      from = 0
    },
  }
}

/** A short text lies in the vector itself, with nothing behind it. */
function putInline(words: Int32Array, row: number, text: Buffer): void {
  words.fill(0, 4 * row, 4 * row + 4)
  words[4 * row] = text.length
  for (const [i, byte] of text.entries()) {
    const word = 4 * row + 1 + (i >> 2)
    words[word] = (words[word] ?? 0) | (byte << (8 * (i & 3)))
  }
}

/** Bytes of a text in a vector. */
const WIDTH = 16
const WORD = 2 ** 32
