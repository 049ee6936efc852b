import { numberIfSymbol } from '../domain/symbol-number.ts'

/** Longest text, in bytes, that lies in a vector of the database itself; of others there is a pointer. */
export const INLINE = 12
/** Words from which on a book begins anew: more than there are securities. */
const FULL = 4_096
/** Words that are looked through one by one: as many as there are venues, sides or phases. */
const FEW = 8

/** Words as they go to the database's thread: numbers and bytes, for texts cost ten times as much on their way. */
export interface Words {
  /** As they lie in a vector: of each the length and the bytes, four 32-bit numbers. The first one is empty, and stands for none. */
  readonly laidOut: Int32Array<SharedArrayBuffer>
  /** Those that are too long for that, under their numbers. */
  readonly long: ReadonlyMap<number, string>
}

/** The words of a column, numbered from 1 on. Most come again, so it is kept from one batch to the next. */
export interface WordBook {
  readonly codeOf: (word: string) => number
  /**
   * Gives the words. No copy: later ones are written behind those that somebody has. Begins anew when there are many, or long ones: those
   * are told once.
   */
  readonly take: () => Words
}

/** A book without words. */
export function wordBook(): WordBook {
  let codes = knownCodes()
  let laidOut = room(4 * 16)
  let long = new Map<number, string>()

  function write(word: string): number {
    const code = codes.size() + 1
    codes.put(word, code)
    if (4 * code === laidOut.length) laidOut = grown(laidOut)
    if (!layOut(word, laidOut, code)) long.set(code, word)
    return code
  }

  return {
    codeOf: (word) => codes.of(word) ?? write(word),
    take() {
      const words = { laidOut: laidOut.subarray(0, 4 * (codes.size() + 1)), long }
      if (long.size > 0 || codes.size() >= FULL) {
        codes = knownCodes()
        laidOut = room(laidOut.length)
        long = new Map()
      }
      return words
    },
  }
}

/**
 * The codes of the words of a book. A map alone was the dearest of what the row of a trade cost, which has five words: where there are few,
 * they are looked through, and a symbol has a number already.
 */
function knownCodes() {
  const codes = new Map<string, number>()
  const few: string[] = []
  /** By the numbers of the symbols among the words; 0 for none. */
  const ofSymbols: number[] = []

  function codeOfSymbol(word: string, number: number): number | undefined {
    const code = ofSymbols[number] ?? 0
    if (code > 0) return code
    const known = codes.get(word)
    if (known === undefined) return undefined
    // A place far behind the end would make a slow array of it.
    while (ofSymbols.length <= number) ofSymbols.push(0)
    ofSymbols[number] = known
    return known
  }

  return {
    size: () => codes.size,
    /** Undefined for a word that has none. */
    of(word: string): number | undefined {
      for (let i = 0; i < few.length; i += 1) if (few[i] === word) return i + 1
      const number = numberIfSymbol(word)
      return number < 0 ? codes.get(word) : codeOfSymbol(word, number)
    },
    /** Codes are given in their order, from 1 on. */
    put(word: string, code: number): void {
      codes.set(word, code)
      if (few.length < FEW) few.push(word)
    },
  }
}

/** The words in their order. */
export function textsOf({ laidOut, long }: Words): readonly string[] {
  const bytes = Buffer.from(laidOut.buffer, laidOut.byteOffset, laidOut.byteLength)
  return Array.from({ length: laidOut.length / 4 - 1 }, (_, i) => {
    const at = 16 * (i + 1)
    return long.get(i + 1) ?? bytes.toString('utf8', at + 4, at + 4 + (bytes[at] ?? 0))
  })
}

const room = (numbers: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(4 * numbers))

function grown(small: Int32Array<SharedArrayBuffer>): Int32Array<SharedArrayBuffer> {
  const larger = room(2 * small.length)
  larger.set(small)
  return larger
}

/** Lays a word out if it is short enough. */
function layOut(word: string, laidOut: Int32Array<SharedArrayBuffer>, code: number): boolean {
  laidOut.fill(0, 4 * code, 4 * code + 4)
  if (word.length > INLINE) return false
  const length = Buffer.byteLength(word)
  if (length > INLINE) return false
  laidOut[4 * code] = length
  Buffer.from(laidOut.buffer).write(word, 16 * code + 4)
  return true
}
