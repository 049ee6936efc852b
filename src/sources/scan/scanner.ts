import { buffer, exportsOf, setApart } from './memory.ts'
import { SCANNER } from './scanner-module.ts'

/** The functions of `scanner.wat`, which tells what they do. */
interface Functions {
  readonly unescape: (start: number, out: number, parts: number) => number
  readonly pairs: (p: number, key: number, shape: number) => number
}

/** Where `pairs` tells of the first pair that it does not take, as bytes behind where its shape stands. */
const KEY = 36
const VALUE = 40
const TURN = 44

const memory = new DataView(buffer)

/** Room for where a text ends; then for each set of eight bytes the places of those that are not in it. */
const parts = setApart(16 + 256 * 8)
for (let set = 0; set < 256; set += 1) {
  const kept = [0, 1, 2, 3, 4, 5, 6, 7].filter((place) => ((set >> place) & 1) === 0)
  kept.forEach((place, i) => {
    memory.setUint8(parts + 16 + set * 8 + i, place)
  })
}

/** For each count of bytes as many that are set, of 32; then powers of ten. */
const LONGEST_KEY = 32
export const masks = setApart((LONGEST_KEY + 1) * LONGEST_KEY + 8 * 8)
const tens = masks + (LONGEST_KEY + 1) * LONGEST_KEY
for (let length = 0; length <= LONGEST_KEY; length += 1)
  new Uint8Array(buffer, masks + length * LONGEST_KEY, length).fill(0xff)
for (let n = 0; n < 8; n += 1) memory.setBigInt64(tens + n * 8, 10n ** BigInt(n), true)

/** On a processor without SIMD nothing is done at once: JavaScript or `JSON.parse` does all. */
const nothing: Functions = {
  unescape: () => -1,
  pairs(p, key, shape) {
    const partAt = (offset: number) => memory.getInt32(shape + offset, true)
    const turn = memory.getInt32(partAt(0), true)
    if (partAt(TURN) !== turn) {
      memory.setInt32(shape + TURN, turn, true)
      new Uint8Array(buffer, partAt(4), partAt(8) - partAt(4)).fill(0xff)
    }
    memory.setInt32(shape + KEY, key, true)
    memory.setInt32(shape + VALUE, 0, true)
    return p
  },
}

function functions(): Functions {
  try {
    return exportsOf(SCANNER) as Functions
  } catch {
    return nothing
  }
}

const { unescape, pairs } = functions()

/**
 * Reads the string of JSON whose characters begin at a position, and writes what it says to another. Gives where it ends, its closing quote
 * included; -1 where it has no end, or an escape of anything but a quote and a backslash. In two fifths of the time that JavaScript takes.
 */
export const unescapeTo = (start: number, out: number): number => unescape(start, out, parts)

/** Where ends what was written last. */
export const unescapedEnd = (): number => memory.getInt32(parts, true)

/**
 * Reads pairs of an object as long as each is as expected. Gives where the object ends, as a number below 0; else where the first pair begins
 * that is not.
 *
 * @param key - number of the key that is expected first
 * @param shape - where the shape stands
 */
export const scanPairs = pairs

/** The key that was expected at the pair that `scanPairs` stopped at. */
export const expectedKey = (shape: number): number => memory.getInt32(shape + KEY, true)

/** Where the value of that pair begins; 0 where it has another key. */
export const valueOfExpected = (shape: number): number => memory.getInt32(shape + VALUE, true)
