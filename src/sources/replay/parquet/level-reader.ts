import type { Level } from '../../../domain/market.ts'
import { type Price, priceOf } from '../../../domain/money.ts'
import { unreadable } from '../../unreadable.ts'
import type { ByteSpans } from './byte-spans.ts'

const [SPACE, POINT, ZERO, CROSS] = [32, 46, 48, 120]
/** Numbers of less than this are exact in hundredths. */
const BOUND = 1e13
/** Hundredths in one of the last digit, by how many digits follow the point. */
const SCALES: readonly (number | undefined)[] = [100, 10, 1]

/** Where the bytes end that were read last. No object: one for each side of a book would take a quarter of the reading. */
let stop = 0

/** One side of a book, `26500x1200 26450x300`, best first; byte by byte: no texts and no fractions are made on the way. */
export function levelsAt({ bytes, from, to }: ByteSpans, row: number, name: string): readonly Level[] {
  const end = to[row] ?? 0
  const found: Level[] = []
  for (let at = from[row] ?? 0; at < end; at = stop + 1)
    found.push(plainLevel(bytes, at, end) ?? otherLevel(bytes.subarray(0, end), at, name))
  return found
}

/** The level that begins at a place; undefined where it is not written as the store writes it. */
function plainLevel(bytes: Uint8Array, at: number, end: number): Level | undefined {
  const price = hundredths(bytes, at, end)
  if (!(price > 0) || stop === end || bytes[stop] !== CROSS) return undefined
  const volume = whole(bytes, stop + 1, end)
  const isEnded = stop === end || bytes[stop] === SPACE
  return isEnded && volume >= 0 ? { price: price as Price, volume } : undefined
}

function hundredths(bytes: Uint8Array, at: number, end: number): number {
  const units = whole(bytes, at, end)
  return stop < end && bytes[stop] === POINT ? units * 100 + fraction(bytes, stop + 1, end) : units * 100
}

function fraction(bytes: Uint8Array, at: number, end: number): number {
  const digits = whole(bytes, at, end)
  return digits * (SCALES[stop - at] ?? NaN)
}

/** The number that begins at a place; NaN where there are no digits, or too many. */
function whole(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  let value = 0
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  stop = at
  return at > start && value < BOUND ? value : NaN
}

/** The level from a place up to the next space. */
function otherLevel(bytes: Uint8Array, start: number, name: string): Level {
  const space = bytes.indexOf(SPACE, start)
  stop = space < 0 ? bytes.length : space
  const level = Buffer.from(bytes.subarray(start, stop)).toString()
  const [, decimal, shares] = /^([^x]+)x(\d+)$/.exec(level) ?? []
  const price = priceOf(Number(decimal ?? NaN))
  return price === undefined ? unreadable(name, level, '<price>x<volume>') : { price, volume: Number(shares) }
}
