import type { Level } from '../../domain/market.ts'
import { type Price, type Quantity, type Vnd } from '../../domain/money.ts'
import { ICT_OFFSET, type Instant } from '../../domain/time.ts'
import { isCode, numberOf, priceFieldOf, quantityOf, required, symbolOf, textOf } from '../ssi/fields.ts'
import { secondsAt } from '../scan/seconds-at.ts'
import { unreadable } from '../unreadable.ts'
import { Pairs, pairsIn } from './pairs.ts'
import { AT, type At, nameAt, type Values } from './values.ts'

/** A number with thousands commas, `2,493,089` or `1,911.42`. */
const GROUPED = /^\s*[+-]?\d{1,3}(,\d{3})+(\.\d*)?\s*$/

/** A value as it came; a number with thousands commas without them. */
export const plain = (raw: unknown): unknown =>
  typeof raw === 'string' && raw.includes(',') && GROUPED.test(raw) ? raw.replaceAll(',', '') : raw

/** A number of a message; `undefined` when absent or empty. */
export const numberIn = (values: Values, at: At): number | undefined =>
  numberOf(plain(values[at]), nameAt(at))

/** A price of a message. `undefined` when absent, empty or 0, which stands for none. */
export const priceIn = (values: Values, at: At): Price | undefined =>
  priceFieldOf(plain(values[at]), nameAt(at))

/** A number of shares or contracts; `undefined` when absent or empty. */
export const quantityIn = (values: Values, at: At): Quantity | undefined =>
  quantityOf(plain(values[at]), nameAt(at))

/** A number of shares or contracts that a message cannot do without. */
export const requiredQuantity = (values: Values, at: At): Quantity =>
  required(quantityIn(values, at), nameAt(at), 'a whole number, 0 or more')

/** An amount of VND, rounded to a whole one; `undefined` when absent or empty. */
export function amountIn(values: Values, at: At): Vnd | undefined {
  const amount = numberIn(values, at)
  if (amount === undefined) return undefined
  const rounded = Math.round(amount)
  return Number.isSafeInteger(rounded) && rounded >= 0
    ? rounded
    : unreadable(nameAt(at), values[at], 'an amount of VND, 0 or more')
}

/** An amount of VND that a message cannot do without. */
export const requiredAmount = (values: Values, at: At): Vnd =>
  required(amountIn(values, at), nameAt(at), 'an amount of VND')

/** The code that a message is about: of a security, or of an index. In capitals, as the server writes codes. */
export function codeIn(values: Values): string {
  const raw = values[AT.s]
  if (typeof raw !== 'string') return symbolOf(raw, 's')
  return isCode(raw) ? raw : symbolOf(raw.trim().toUpperCase(), 's')
}

/** A word of a message in the feed's own spelling; '' when absent. */
export const wordIn = (values: Values, at: At): string => textOf(values[at], nameAt(at))

/** The instant of a message: Vietnam's wall clock, whole seconds. */
export const instantIn = (values: Values): Instant => timeIn(values[AT.t], 't')

/** The day that was read last, as its messages begin, and its midnight: to read a day costs more than all the rest. */
let known: { readonly day: string; readonly midnight: Instant } = {
  day: '1970/01/01 ',
  midnight: -ICT_OFFSET,
}

/** The instant that a value names: Vietnam's wall clock, whole seconds. */
export function timeIn(raw: unknown, name: string): Instant {
  const instant = typeof raw === 'string' ? instantOf(raw.trim()) : NaN
  return Number.isNaN(instant) ? unreadable(name, raw, 'a time like 2026/11/20 13:05:07') : instant
}

/** `NaN` for a day or a time that there is not. */
function instantOf(text: string): Instant {
  if (!text.startsWith(known.day)) {
    const day = dayIn(text)
    if (!day) return NaN
    known = day
  }
  return known.midnight + 1000 * secondsAt(text, known.day.length)
}

const DAY = /^(\d{4})\/(\d{2})\/(\d{2}) /

/** The day that a text begins with; `undefined` for one that there is not, which would run over into the next. */
function dayIn(text: string): typeof known | undefined {
  const [day, year, month, date] = DAY.exec(text) ?? []
  if (day === undefined) return undefined
  const midnight = Date.parse(`${year}-${month}-${date}T00:00:00.000Z`)
  const exists = !Number.isNaN(midnight) && new Date(midnight).getUTCDate() === Number(date)
  return exists ? { day, midnight: midnight - ICT_OFFSET } : undefined
}

/** Most levels of a side that are kept. */
const DEPTH = 10

/** One side of a book. */
export interface BookSide {
  /** Best first. */
  readonly levels: readonly Level[]
  /** What waits without a price: it stands first, with price 0. */
  readonly auctionVolume: Quantity | undefined
}

/**
 * One side of a book, `[[price, quantity], …]`, best first; a level with quantity 0 is none. No levels when the side is absent: the
 * feed sends the full picture each time.
 */
export function bookSideIn(values: Values, at: At): BookSide {
  const raw = values[at] ?? []
  const name = nameAt(at)
  const pairs = raw instanceof Pairs ? raw : pairsIn(raw, name)
  const levels: Level[] = []
  let auctionVolume: Quantity | undefined
  for (let n = 0; n < pairs.count; n += 1) {
    const price = priceFieldOf(plain(pairs.values[2 * n]), name)
    const volume = volumeOf(pairs.values[2 * n + 1], name)
    if (!volume) continue
    if (price !== undefined) levels.push({ price, volume })
    else if (n === 0) auctionVolume = volume
    else unreadable(name, raw, 'levels with a price above 0')
  }
  return { levels: levels.length > DEPTH ? levels.slice(0, DEPTH) : levels, auctionVolume }
}

const volumeOf = (raw: unknown, name: string): Quantity =>
  required(quantityOf(plain(raw), name), name, 'a quantity at each level')
