import type { Level } from '../../../domain/market.ts'
import { type Price, priceOf } from '../../../domain/money.ts'
import { unreadable } from '../../unreadable.ts'
import type { Columns } from './columns.ts'

const [SPACE, POINT, ZERO, CROSS] = [32, 46, 48, 120]
/** Digits that a number may have to be exact in hundredths. */
const DIGITS = 13

/** A text that is being read from `at` up to `to`. */
interface Cursor {
  text: string
  at: number
  to: number
}

/** Gives one side of a book, `26500x1200 26450x300`, best first; letter by letter: no texts and no fractions are made on the way. */
export function levels({ spans }: Columns, name: string): (row: number) => readonly Level[] {
  const column = spans(name)
  const cursor: Cursor = { text: '', at: 0, to: 0 }
  return (row) => {
    const { wholes, at, from, to } = column.values
    cursor.text = wholes[at[row] ?? 0] ?? ''
    cursor.at = from[row] ?? 0
    cursor.to = to[row] ?? 0
    const found: Level[] = []
    for (; cursor.at < cursor.to; cursor.at++) {
      const start = cursor.at
      found.push(plainLevel(cursor) ?? otherLevel(cursor, start, name))
    }
    return found
  }
}

const isAt = ({ text, at, to }: Cursor, letter: number): boolean => at < to && text.charCodeAt(at) === letter

/** The level at the cursor, which stands behind it then; undefined where it is not written as the store writes it. */
function plainLevel(cursor: Cursor): Level | undefined {
  const price = hundredths(cursor)
  if (!(price > 0) || !isAt(cursor, CROSS)) return undefined
  cursor.at += 1
  const volume = whole(cursor, DIGITS)
  if (!(volume >= 0) || (cursor.at < cursor.to && !isAt(cursor, SPACE))) return undefined
  return { price: price as Price, volume }
}

function hundredths(cursor: Cursor): number {
  const units = whole(cursor, DIGITS)
  if (!isAt(cursor, POINT)) return units * 100
  cursor.at += 1
  const start = cursor.at
  const fraction = whole(cursor, 2)
  return units * 100 + (cursor.at - start === 1 ? fraction * 10 : fraction)
}

/** The number at the cursor, which stands behind its digits then; NaN where there are none, or too many. */
function whole(cursor: Cursor, most: number): number {
  const { text, to } = cursor
  const start = cursor.at
  let at = start
  let value = 0
  for (; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (!(digit >= 0 && digit <= 9)) break
    value = value * 10 + digit
  }
  cursor.at = at
  return at > start && at - start <= most ? value : NaN
}

/** The level from `start` up to the next space, where the cursor stands then. */
function otherLevel(cursor: Cursor, start: number, name: string): Level {
  const space = cursor.text.indexOf(' ', start)
  cursor.at = space < 0 ? cursor.to : Math.min(space, cursor.to)
  const level = cursor.text.slice(start, cursor.at)
  const [, decimal, shares] = /^([^x]+)x(\d+)$/.exec(level) ?? []
  const price = priceOf(Number(decimal ?? NaN))
  return price === undefined ? unreadable(name, level, '<price>x<volume>') : { price, volume: Number(shares) }
}
