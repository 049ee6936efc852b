import type { Limits, Venue } from '../../domain/market.ts'
import { type Price, priceOf, type Quantity, type Vnd } from '../../domain/money.ts'
import { ICT_OFFSET, type Instant } from '../../domain/time.ts'
import { isFuture } from '../../market/contracts.ts'
import { venueNamed } from '../../market/venue-named.ts'
import { decimalIn } from '../scan/decimal-in.ts'
import { secondsAt } from '../scan/seconds-at.ts'
import { unreadable } from '../unreadable.ts'
import { AT, type At, type Fields, FIELD_NAMES, rawAt } from './values.ts'

/** A decimal number as text; stricter than `Number`, which takes '', '0x1f' and 'Infinity'. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A finite number, written as one or as text; `undefined` when absent, null or ''. */
export function numberOf(raw: unknown, field: string): number | undefined {
  if (typeof raw === 'number' && Number.isFinite(raw)) return raw
  if (raw === undefined || raw === null || raw === '') return undefined
  const number = typeof raw === 'string' ? numberIn(raw.trim()) : NaN
  return Number.isFinite(number) ? number : unreadable(field, raw, 'a number')
}

function numberIn(text: string): number {
  const decimal = decimalIn(text)
  if (!Number.isNaN(decimal)) return decimal
  return DECIMAL.test(text) ? Number(text) : NaN
}

/** Shares or contracts; `undefined` when absent. */
export function quantityOf(raw: unknown, field: string): Quantity | undefined {
  const quantity = numberOf(raw, field)
  if (quantity === undefined || (Number.isSafeInteger(quantity) && quantity >= 0)) return quantity
  return unreadable(field, raw, 'a whole number, 0 or more')
}

/**
 * Shares that foreigners may still buy; `undefined` when absent. Below 0 where they own more than they may by now: what is told beside it
 * counts all the same.
 */
export function roomOf(raw: unknown, field: string): number | undefined {
  const room = numberOf(raw, field)
  return room === undefined || Number.isSafeInteger(room) ? room : unreadable(field, raw, 'a whole number')
}

/** An amount of VND, which the feed writes with decimals at times; `undefined` when absent. */
function amountOf(raw: unknown, field: string): Vnd | undefined {
  const amount = numberOf(raw, field)
  if (amount === undefined) return undefined
  const rounded = Math.round(amount)
  return Number.isSafeInteger(rounded) && rounded >= 0
    ? rounded
    : unreadable(field, raw, 'an amount of VND, 0 or more')
}

/** A price. The feed writes 0 for "none": `undefined`, as when absent. */
export function priceFieldOf(raw: unknown, field: string): Price | undefined {
  const number = numberOf(raw, field)
  if (number === undefined || number === 0) return undefined
  return priceOf(number) ?? unreadable(field, raw, 'a price above 0 with at most two decimals')
}

/** The value of an index, rounded to hundredths of a point: unlike a price it has no tick. `undefined` when 0 or less. */
export function indexValueOf(raw: unknown, field: string): Price | undefined {
  const number = numberOf(raw, field)
  return number === undefined ? undefined : priceOf(Math.round(number * 100) / 100)
}

/** A value that a message cannot do without. */
export function required<T>(value: T | undefined, field: string, expected: string): T {
  return value ?? unreadable(field, undefined, expected)
}

/** The name of the field at a place. */
export const nameAt = (at: At): string => FIELD_NAMES[at] ?? ''

/** The number of a place; `NaN` where there is none at hand. */
const at = ({ numbers }: Fields, place: At): number => numbers[place] ?? NaN

/** Shares or contracts of a field; `undefined` when absent. */
export function quantityAt(fields: Fields, place: At): Quantity | undefined {
  const number = at(fields, place)
  return number >= 0 && Number.isSafeInteger(number)
    ? number
    : quantityOf(rawAt(fields, place), nameAt(place))
}

/** The price of a field. The feed writes 0 for "none": `undefined`, as when absent. */
export function priceAt(fields: Fields, place: At): Price | undefined {
  const number = at(fields, place)
  if (number === 0) return undefined
  const price = number > 0 ? priceOf(number) : undefined
  return price ?? priceFieldOf(rawAt(fields, place), nameAt(place))
}

/** A quantity that a message cannot do without. `alias` is where the field's other name stands. */
export function requiredQuantity(fields: Fields, place: At, alias: At = place): Quantity {
  const number = at(fields, place)
  if (number >= 0 && Number.isSafeInteger(number)) return number
  const name = nameAt(place)
  const quantity = quantityOf(rawAt(fields, place) ?? rawAt(fields, alias), name)
  return required(quantity, name, 'a whole number, 0 or more')
}

/** An amount of VND that a message cannot do without. `alias` is where the field's other name stands. */
export function requiredAmount(fields: Fields, place: At, alias: At = place): Vnd {
  const number = at(fields, place)
  if (number >= 0 && Number.isSafeInteger(number)) return number
  const name = nameAt(place)
  return required(amountOf(rawAt(fields, place) ?? rawAt(fields, alias), name), name, 'an amount of VND')
}

/** Text; '' when absent. */
export function textOf(raw: unknown, field: string): string {
  if (typeof raw === 'string') return raw.trim()
  return raw === undefined || raw === null ? '' : unreadable(field, raw, 'text')
}

/** The code of a security. */
export function symbolOf(raw: unknown, field = 'Symbol'): string {
  return typeof raw === 'string' && isCode(raw)
    ? raw
    : unreadable(field, raw, 'a code of 2 to 12 letters A-Z and digits')
}

/** Whether a text is the code of a security. Without a pattern, which takes several times as long: every message has a code. */
export function isCode(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (!((unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90))) return false
  }
  return text.length >= 2 && text.length <= 12
}

const DATE = /^(\d{2})\/(\d{2})\/(\d{4})$/

/** Midnight in Vietnam of `05/11/2025`. */
function midnightIn(raw: unknown): Instant {
  const [, day, month, year] = typeof raw === 'string' ? (DATE.exec(raw) ?? []) : []
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const exists =
    date.getUTCDate() === Number(day) &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCFullYear() === Number(year)
  return exists ? date.getTime() - ICT_OFFSET : unreadable('TradingDate', raw, 'a date like 05/11/2025')
}

/** The date that was read last: all messages of a day have the same. */
let known: { readonly date: unknown; readonly midnight: Instant } = {
  date: '01/01/1970',
  midnight: -ICT_OFFSET,
}

function midnightOf(date: unknown): Instant {
  if (date !== known.date) known = { date, midnight: midnightIn(date) }
  return known.midnight
}

/** The instant that `TradingDate` and `Time` name: Vietnam's wall clock, whole seconds. */
export const instantAt = (fields: Fields): Instant =>
  instantOf(rawAt(fields, AT.TradingDate), rawAt(fields, AT.Time) ?? rawAt(fields, AT.TradingTime))

/** The instant that a date and a time name: Vietnam's wall clock, whole seconds. */
export function instantOf(date: unknown, time: unknown): Instant {
  const midnight = midnightOf(date)
  const seconds = typeof time === 'string' ? secondsAt(time, 0) : NaN
  return Number.isNaN(seconds) ? unreadable('Time', time, 'a time like 10:02:13') : midnight + seconds * 1000
}

/** The venue that a name stands for. */
export function venueFieldOf(raw: unknown, field: string): Venue {
  const venue = typeof raw === 'string' ? venueNamed(raw) : undefined
  return venue ?? unreadable(field, raw, 'HOSE, HNX, UPCOM or DERIVATIVES')
}

/** Where a message's security trades: `Exchange`, else `MarketId`; old quotes of futures name neither. */
export function venueAt(fields: Fields, symbol: string): Venue {
  const raw = filled(rawAt(fields, AT.Exchange)) ?? filled(rawAt(fields, AT.MarketId))
  if (raw === undefined && (rawAt(fields, AT.StockType) === 'Future' || isFuture(symbol)))
    return 'DERIVATIVES'
  return venueFieldOf(raw, 'Exchange')
}

/** A value that is neither '', 0 nor false. */
const filled = (raw: unknown): unknown => (raw === '' || raw === 0 || raw === false ? undefined : raw)

/** The aggressor: BU bought, SD sold; every other word means that the feed does not say. */
export function feedSideOf(raw: unknown): 'buy' | 'sell' | undefined {
  if (raw === 'BU') return 'buy'
  return raw === 'SD' ? 'sell' : undefined
}

/** The day's limits, each absent while the message does not name it. */
export const limitsAt = (fields: Fields): Limits => ({
  reference: priceAt(fields, AT.RefPrice),
  ceiling: priceAt(fields, AT.Ceiling),
  floor: priceAt(fields, AT.Floor),
})
