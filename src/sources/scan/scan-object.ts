import { lengths, literals, places } from './keys.ts'
import { numberRead, scanNumber } from './scan-number.ts'
import { plainEnd, textAt } from './scan-text.ts'
import { scratch, textFrom } from './scratch.ts'
import type { Shape } from './shape.ts'
import { scanZeros } from './zeros.ts'

const bytes = scratch
const table = literals
const lengthOf = lengths
const placeOf = places
const number = numberRead

const OPENING = 0x7b
const CLOSING = 0x7d
const COMMA = 0x2c
const COLON = 0x3a
const QUOTE = 0x22
const BACKSLASH = 0x5c
/** `\"`, its first byte below. */
const ESCAPED_QUOTE = 0x225c
const N = 0x6e
/** `null`, its first byte below. */
const NULL = 0x6c6c756e

/** `0.0,`: what the feed writes for a level that is not used. Most are not. */
const ZERO = 0x2c302e30

/** The number of a key that the shape does not have, or of none. */
const UNKNOWN = -1

/**
 * Reads the object that begins at a position of the loaded text into the shape's target, exactly as `JSON.parse` would. Gives where it
 * ends, or -1 for whatever is not quite certain: white space, an escape, an exponent, true, false, a key that comes twice, an empty
 * object. What the target holds is then of no use.
 *
 * The loop is one function on purpose: in functions of the allowed size it takes 1.5 times as long, as the compiler stops to join them.
 */
// eslint-disable-next-line complexity, max-lines-per-function
export function scanObject(start: number, shape: Shape): number {
  if (bytes.getUint8(start) !== OPENING) return -1
  const { values, seen } = shape.into
  const { firstInner, firstNumber } = shape
  for (let i = 0; i < values.length; i += 1) values[i] = undefined
  const turn = (seen[0] = ((seen[0] ?? 0) + 1) | 0)
  let expected = shape.first
  let p = start
  do {
    p += 1
    const length = lengthOf[expected] ?? 0
    let key = expected
    if (
      length >= 8 &&
      bytes.getFloat64(p, true) === table[expected * 4] &&
      bytes.getFloat64(p + length - 8, true) === table[expected * 4 + 1] &&
      (length <= 16 || bytes.getFloat64(p + 8, true) === table[expected * 4 + 2])
    ) {
      p += length
    } else if (
      length < 8 &&
      bytes.getInt32(p, true) === table[expected * 4] &&
      bytes.getInt32(p + length - 4, true) === table[expected * 4 + 1]
    ) {
      p += length
    } else {
      key = keyAt(p, shape)
      p = keyEnd(p, shape.quote)
      if (p < 0) return -1
    }
    let place = 0
    if (key !== UNKNOWN) {
      expected = key + 1
      place = placeOf[key] ?? 0
    }
    if (place !== 0) {
      if (seen[place] === turn) return -1
      seen[place] = turn
    }
    const byte = bytes.getUint8(p)
    if (place >= firstInner) {
      p = shape.inner(p, place)
    } else if (byte === BACKSLASH || byte === QUOTE) {
      p = place >= firstNumber ? scanNumberText(p, place, shape) : scanText(p, place, shape)
    } else if (bytes.getInt32(p, true) === ZERO) {
      p += 3
      if (place !== 0) {
        values[place] = 0
        const more = scanZeros(p, key, shape.into)
        p += more.length
        expected += more.keys
      }
    } else if (byte === N) {
      p = bytes.getInt32(p, true) === NULL ? p + 4 : -1
    } else {
      p = scanNumber(p)
      if (place !== 0) values[place] = number[0]
    }
    if (p < 0) return -1
  } while (bytes.getUint8(p) === COMMA)
  return bytes.getUint8(p) === CLOSING ? p + 1 : -1
}

/** The number of the key at a position, by its name. */
function keyAt(p: number, { quote, numbers }: Shape): number {
  const end = keyEnd(p, quote)
  if (end < 0) return UNKNOWN
  const name = textFrom(p + quote, end - 1 - quote)
  return numbers.get(name) ?? numbers.get(name.toLowerCase()) ?? UNKNOWN
}

/** Where the value of the key at a position begins; -1 where there is no key. */
function keyEnd(p: number, quote: number): number {
  if (!isQuote(p, quote)) return -1
  const end = plainEnd(p + quote)
  return isQuote(end, quote) && bytes.getUint8(end + quote) === COLON ? end + quote + 1 : -1
}

function isQuote(p: number, quote: number): boolean {
  return quote === 1 ? bytes.getUint8(p) === QUOTE : bytes.getInt16(p, true) === ESCAPED_QUOTE
}

/** A number that came as text is given as the number, any other text as it is. */
function scanNumberText(p: number, place: number, shape: Shape): number {
  const { quote, into } = shape
  const end = isQuote(p, quote) ? scanNumber(p + quote) : -1
  if (end < 0 || !isQuote(end, quote)) return scanText(p, place, shape)
  into.values[place] = number[0]
  return end + quote
}

function scanText(p: number, place: number, { quote, into }: Shape): number {
  if (!isQuote(p, quote)) return -1
  const start = p + quote
  const end = plainEnd(start)
  if (!isQuote(end, quote)) return -1
  if (place !== 0) into.values[place] = textAt(start, end)
  return end + quote
}
