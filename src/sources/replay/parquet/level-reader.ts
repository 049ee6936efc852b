import type { Level } from '../../../domain/market.ts'
import { type Price, priceOf } from '../../../domain/money.ts'
import { unreadable } from '../../unreadable.ts'
import type { ByteSpans } from './byte-spans.ts'

const [SPACE, POINT, ZERO, CROSS] = [32, 46, 48, 120]
/** Numbers of less than this are exact in hundredths. */
const BOUND = 1e13
/** Hundredths in one of the last digit, by how many digits follow the point. */
const SCALES: readonly (number | undefined)[] = [100, 10, 1]

/** Bytes that are being read from `at` up to `to`. */
interface Cursor {
  readonly bytes: Uint8Array
  at: number
  readonly to: number
}

/** One side of a book, `26500x1200 26450x300`, best first; byte by byte: no texts and no fractions are made on the way. */
export function levelsAt({ bytes, from, to }: ByteSpans, row: number, name: string): readonly Level[] {
  const cursor: Cursor = { bytes, at: from[row] ?? 0, to: to[row] ?? 0 }
  const found: Level[] = []
  for (; cursor.at < cursor.to; cursor.at += 1) {
    const start = cursor.at
    found.push(plainLevel(cursor) ?? otherLevel(cursor, start, name))
  }
  return found
}

/** The level at the cursor, which stands behind it then; undefined where it is not written as the store writes it. */
function plainLevel(cursor: Cursor): Level | undefined {
  const price = hundredths(cursor)
  if (!(price > 0) || cursor.bytes[cursor.at] !== CROSS) return undefined
  cursor.at += 1
  const volume = whole(cursor)
  const isEnded = cursor.at === cursor.to || cursor.bytes[cursor.at] === SPACE
  return isEnded && volume >= 0 ? { price: price as Price, volume } : undefined
}

function hundredths(cursor: Cursor): number {
  const units = whole(cursor)
  if (cursor.bytes[cursor.at] !== POINT) return units * 100
  cursor.at += 1
  const start = cursor.at
  const fraction = whole(cursor)
  return units * 100 + fraction * (SCALES[cursor.at - start] ?? NaN)
}

/** The number at the cursor, which stands behind its digits then; NaN where there are none, or too many. */
function whole(cursor: Cursor): number {
  const { bytes, to } = cursor
  const start = cursor.at
  let at = start
  let value = 0
  for (; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  cursor.at = at
  return at > start && value < BOUND ? value : NaN
}

/** The level from `start` up to the next space, where the cursor stands then. */
function otherLevel(cursor: Cursor, start: number, name: string): Level {
  const { bytes, to } = cursor
  const space = bytes.indexOf(SPACE, start)
  cursor.at = space < 0 ? to : Math.min(space, to)
  const level = Buffer.from(bytes.subarray(start, cursor.at)).toString()
  const [, decimal, shares] = /^([^x]+)x(\d+)$/.exec(level) ?? []
  const price = priceOf(Number(decimal ?? NaN))
  return price === undefined ? unreadable(name, level, '<price>x<volume>') : { price, volume: Number(shares) }
}
