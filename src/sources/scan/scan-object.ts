import { placeOf } from './keys.ts'
import { numberRead, scanNumber } from './scan-number.ts'
import { plainEnd } from './scan-text.ts'
import { expectedKey, scanPairs, valueOfExpected } from './scanner.ts'
import { scratch, textFrom } from './scratch.ts'
import type { Shape } from './shape.ts'
import { begin, INNER, markAt, NULL, NUMBER, TEXT } from './target.ts'

const bytes = scratch
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
const NULL_WORD = 0x6c6c756e

/** The number of a key that the shape does not have, or of none. */
const UNKNOWN = -1

/**
 * Reads the object that begins at a position of the loaded text into the shape's target, exactly as `JSON.parse` would. Gives where it
 * ends, or -1 for whatever is not quite certain: white space, an escape, an exponent, true, false, a key that comes twice, an empty
 * object. What the target holds is then of no use.
 */
export function scanObject(start: number, shape: Shape): number {
  if (bytes.getUint8(start) !== OPENING) return -1
  begin(shape.into)
  let p = scanPairs(start + 1, shape.first, shape.at)
  // Nearly always all is as expected and read by then. What is not comes one by one.
  while (p >= 0) {
    const end = scanPair(p, shape)
    if (end < 0) return -1
    if (bytes.getUint8(end) !== COMMA) return bytes.getUint8(end) === CLOSING ? end + 1 : -1
    p = scanPairs(end + 1, expected, shape.at)
  }
  return -p
}

/** The number of the key that is expected behind the pair that was read last. */
let expected = 0

/** Reads the pair at a position, at which `scanPairs` stopped. Gives where it ends, or -1. */
function scanPair(p: number, shape: Shape): number {
  const { at, into, quote } = shape
  const value = valueOfExpected(at)
  expected = expectedKey(at)
  const key = value === 0 ? keyAt(p, shape) : expected
  if (key === UNKNOWN) return scanValue(keyEnd(p, quote), 0, shape)
  expected = key + 1
  const place = placeOf(key)
  if (place !== 0 && markAt(into, place) !== 0) return -1
  return scanValue(value === 0 ? keyEnd(p, quote) : value, place, shape)
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

/** Reads the value at a position, which may be -1. */
function scanValue(p: number, place: number, shape: Shape): number {
  if (p < 0) return -1
  if (place >= shape.firstInner) return scanInner(p, place, shape)
  const byte = bytes.getUint8(p)
  if (byte === BACKSLASH || byte === QUOTE)
    return place >= shape.firstNumber ? scanNumberText(p, place, shape) : scanText(p, place, shape)
  return byte === N ? scanNull(p, place, shape) : scanPlainNumber(p, place, shape)
}

function scanInner(p: number, place: number, shape: Shape): number {
  mark(shape, place, INNER)
  return shape.inner(p, place)
}

function scanNull(p: number, place: number, shape: Shape): number {
  mark(shape, place, NULL)
  return bytes.getInt32(p, true) === NULL_WORD ? p + 4 : -1
}

function scanPlainNumber(p: number, place: number, shape: Shape): number {
  const end = scanNumber(p)
  mark(shape, place, NUMBER)
  shape.into.numbers[place] = number[0] ?? NaN
  return end
}

/** A number that came as text is given as the number, any other text as it is. */
function scanNumberText(p: number, place: number, shape: Shape): number {
  const { quote, into } = shape
  const end = isQuote(p, quote) ? scanNumber(p + quote) : -1
  if (end < 0 || !isQuote(end, quote)) return scanText(p, place, shape)
  mark(shape, place, NUMBER)
  into.numbers[place] = number[0] ?? NaN
  return end + quote
}

function scanText(p: number, place: number, shape: Shape): number {
  const { quote, into } = shape
  if (!isQuote(p, quote)) return -1
  const start = p + quote
  const end = plainEnd(start)
  if (!isQuote(end, quote)) return -1
  mark(shape, place, TEXT)
  into.texts[2 * place] = start
  into.texts[2 * place + 1] = end
  return end + quote
}

/** Notes what a place has. Place 0 counts the objects, and takes anything. */
function mark({ into: { marks } }: Shape, place: number, what: number): void {
  if (place !== 0) marks[place] = (marks[0] ?? 0) + what
}
