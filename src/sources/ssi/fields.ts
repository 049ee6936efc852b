import type { Limits, Venue } from '../../domain/market.ts'
import { type Price, priceOf, type Quantity, type Vnd } from '../../domain/money.ts'
import { ICT_OFFSET, type Instant } from '../../domain/time.ts'
import { isFuture } from '../../market/contracts.ts'
import { venueNamed } from '../../market/venue-named.ts'
import { unreadable } from '../unreadable.ts'
import type { FieldName, Fields } from './messages.ts'

/** A decimal number as text; stricter than `Number`, which takes '', '0x1f' and 'Infinity'. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A finite number, written as one or as text; `undefined` when absent, null or ''. */
export function numberOf(raw: unknown, field: string): number | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined
  const number = typeof raw === 'string' ? numberIn(raw.trim()) : raw
  return typeof number === 'number' && Number.isFinite(number) ? number : unreadable(field, raw, 'a number')
}

const numberIn = (text: string): number => (DECIMAL.test(text) ? Number(text) : NaN)

/** Shares or contracts; `undefined` when absent. */
export function quantityOf(raw: unknown, field: string): Quantity | undefined {
  const quantity = numberOf(raw, field)
  if (quantity === undefined || (Number.isSafeInteger(quantity) && quantity >= 0)) return quantity
  return unreadable(field, raw, 'a whole number, 0 or more')
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

/** A quantity that a message cannot do without. `alias` is the field's other name. */
export const requiredQuantity = (fields: Fields, field: FieldName, alias: FieldName = field): Quantity =>
  required(quantityOf(fields(field) ?? fields(alias), field), field, 'a whole number, 0 or more')

/** An amount of VND that a message cannot do without. `alias` is the field's other name. */
export const requiredAmount = (fields: Fields, field: FieldName, alias: FieldName = field): Vnd =>
  required(amountOf(fields(field) ?? fields(alias), field), field, 'an amount of VND')

/** Text; '' when absent. */
export function textOf(raw: unknown, field: string): string {
  if (typeof raw === 'string') return raw.trim()
  return raw === undefined || raw === null ? '' : unreadable(field, raw, 'text')
}

const SYMBOL = /^[A-Z0-9]{2,12}$/

/** The code of a security. */
export function symbolOf(raw: unknown, field = 'Symbol'): string {
  return typeof raw === 'string' && SYMBOL.test(raw)
    ? raw
    : unreadable(field, raw, 'a code of 2 to 12 letters A-Z and digits')
}

const DATE = /^(\d{2})\/(\d{2})\/(\d{4})$/
const TIME = /^(\d{2}):(\d{2}):(\d{2})$/

const matched = (pattern: RegExp, raw: unknown): readonly (string | undefined)[] =>
  typeof raw === 'string' ? (pattern.exec(raw) ?? []) : []

/** Midnight in Vietnam of `05/11/2025`. */
function midnightOf(raw: unknown): Instant {
  const [, day, month, year] = matched(DATE, raw)
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const exists =
    date.getUTCDate() === Number(day) &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCFullYear() === Number(year)
  return exists ? date.getTime() - ICT_OFFSET : unreadable('TradingDate', raw, 'a date like 05/11/2025')
}

/** The instant that `TradingDate` and `Time` name: Vietnam's wall clock, whole seconds. */
export function instantOfFields(fields: Fields): Instant {
  const midnight = midnightOf(fields('TradingDate'))
  const raw = fields('Time') ?? fields('TradingTime')
  const [, hour, minute, second] = matched(TIME, raw)
  const exists = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
  if (!exists) return unreadable('Time', raw, 'a time like 10:02:13')
  return midnight + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000
}

/** The venue that a name stands for. */
export function venueFieldOf(raw: unknown, field: string): Venue {
  const venue = typeof raw === 'string' ? venueNamed(raw) : undefined
  return venue ?? unreadable(field, raw, 'HOSE, HNX, UPCOM or DERIVATIVES')
}

/** Where a message's security trades: `Exchange`, else `MarketId`; old quotes of futures name neither. */
export function venueOf(fields: Fields, symbol: string): Venue {
  const raw = [fields('Exchange'), fields('MarketId')].find(Boolean)
  if (raw === undefined && (fields('StockType') === 'Future' || isFuture(symbol))) return 'DERIVATIVES'
  return venueFieldOf(raw, 'Exchange')
}

/** The aggressor: BU bought, SD sold; every other word means that the feed does not say. */
export function feedSideOf(raw: unknown): 'buy' | 'sell' | undefined {
  if (raw === 'BU') return 'buy'
  return raw === 'SD' ? 'sell' : undefined
}

/** The day's limits, each absent while the message does not name it. */
export const limitsOf = (fields: Fields): Limits => ({
  reference: priceFieldOf(fields('RefPrice'), 'RefPrice'),
  ceiling: priceFieldOf(fields('Ceiling'), 'Ceiling'),
  floor: priceFieldOf(fields('Floor'), 'Floor'),
})
