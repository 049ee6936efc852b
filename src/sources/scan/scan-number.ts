import { scratch, textFrom } from './scratch.ts'
import { digitCount, digits, nonDigits, number4, TENS } from './swar.ts'

const bytes = scratch
const tens = TENS
const DOT = 0x2e
const MINUS = 0x2d
const ZERO = 0x30
const DOT_ZERO = 0x302e

/** Below it a whole number with three decimals has no more than 15 digits: it is exact, and one division rounds it as it should be. */
const LARGEST_WITH_DECIMALS = 1e12

/** The number that was read last. */
export const numberRead = new Float64Array(1)
const read = numberRead

/**
 * Reads the number of JSON at `start` into `numberRead`, exactly as `JSON.parse` would. Gives where it ends, or -1 where there is none.
 * What comes after it is the caller's to judge: an exponent is.
 *
 * Eight digits at once and without a branch, as their count is what no processor can guess.
 */
export function scanNumber(start: number): number {
  const first = digits(bytes.getInt32(start, true))
  const second = digits(bytes.getInt32(start + 4, true))
  const count = digitCount(nonDigits(first))
  const more = digitCount(nonDigits(second)) & -(count >> 2)
  if (count === 0) return scanNegative(start)
  if (count + more === 8) return scanLongNumber(start)
  // A leading zero is no number of JSON.
  if ((first & 0xff) === 0 && count + more > 1) return -1
  const whole =
    Math.imul(number4(first << (32 - 8 * count)), tens[more] ?? 1) + number4((second << (24 - 8 * more)) << 8)
  return scanDecimals(start, start + count + more, whole)
}

/** Goes on after the whole part of a number: nearly always `.0`. */
function scanDecimals(start: number, end: number, whole: number): number {
  const tail = bytes.getInt32(end, true)
  const next = (tail >>> 16) & 0xff
  read[0] = whole
  if ((tail & 0xffff) === DOT_ZERO && (next < ZERO || next > ZERO + 9)) return end + 2
  return (tail & 0xff) === DOT ? scanFraction(start, end, whole) : end
}

/** Up to three decimals. */
function scanFraction(start: number, end: number, whole: number): number {
  const decimals = digits(bytes.getInt32(end + 1, true))
  const count = digitCount(nonDigits(decimals))
  if (count === 0 || count === 4 || whole >= LARGEST_WITH_DECIMALS) return scanAnyNumber(start)
  const scale = tens[count] ?? 1
  read[0] = (whole * scale + number4(decimals << (32 - 8 * count))) / scale
  return end + 1 + count
}

/** Eight digits and more, up to fifteen. */
function scanLongNumber(start: number): number {
  if (bytes.getUint8(start) === ZERO) return -1
  let whole = 0
  let p = start
  let word = digits(bytes.getInt32(p, true))
  while (nonDigits(word) === 0) {
    whole = whole * 10_000 + number4(word)
    p += 4
    if (p - start > 12) return scanAnyNumber(start)
    word = digits(bytes.getInt32(p, true))
  }
  const count = digitCount(nonDigits(word))
  if (count > 0) whole = whole * (tens[count] ?? 1) + number4(word << (32 - 8 * count))
  return scanDecimals(start, p + count, whole)
}

function scanNegative(start: number): number {
  if (bytes.getUint8(start) !== MINUS || bytes.getUint8(start + 1) === MINUS) return -1
  const end = scanNumber(start + 1)
  read[0] = -(read[0] ?? 0)
  return end
}

/** A number without sign, however long. */
const NUMBER = /^(?:0|[1-9]\d*)(?:\.\d+)?/

function scanAnyNumber(start: number): number {
  const [text] = NUMBER.exec(textFrom(start)) ?? []
  if (text === undefined) return -1
  read[0] = Number(text)
  return start + text.length
}
