import type { Ohlc } from '../../../domain/market.ts'
import type { Price, Quantity } from '../../../domain/money.ts'
import type { Instant } from '../../../domain/time.ts'
import { fieldReader, type JsonObject } from '../../json-object.ts'
import { Unreadable, unreadable } from '../../unreadable.ts'
import { instantOf, priceFieldOf, quantityOf, required, symbolOf } from '../fields.ts'

const MINUTE = 60_000

/** A minute of a security's trades. */
export interface ListedMinute extends Ohlc {
  readonly symbol: string
  /** When the minute last changed, as the row says; its seconds are not aligned. */
  readonly time: Instant
  readonly start: Instant
  readonly volume: Quantity
}

/** The minutes of a list, oldest first, and for each row that cannot be read why not. */
export interface ListedMinutes {
  readonly known: readonly ListedMinute[]
  readonly unread: readonly string[]
}

/** Rows of IntradayOhlc for one minute each. `Value` repeats the close, and is not read. */
export function intradayOhlc(rows: readonly JsonObject[]): ListedMinutes {
  const known: ListedMinute[] = []
  const unread: string[] = []
  for (const row of rows) {
    try {
      known.push(minuteOf(fieldReader(row)))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      unread.push(error.message)
    }
  }
  return { known: known.sort((a, b) => a.start - b.start), unread }
}

type Field = (name: string) => unknown

function minuteOf(field: Field): ListedMinute {
  const time = timeOf(field)
  return {
    symbol: symbolOf(field('Symbol')),
    time,
    start: time - (time % MINUTE),
    ...pricesOf(field),
    volume: required(quantityOf(field('Volume'), 'Volume'), 'Volume', 'a whole number, 0 or more'),
  }
}

function timeOf(field: Field): Instant {
  return instantOf(field('TradingDate'), field('Time'))
}

function pricesOf(field: Field): Ohlc {
  const price = (name: string): Price => required(priceFieldOf(field(name), name), name, 'a price above 0')
  const prices = { open: price('Open'), high: price('High'), low: price('Low'), close: price('Close') }
  const { open, high, low, close } = prices
  if (low > Math.min(open, close)) unreadable('Low', field('Low'), 'no price above Open or Close')
  if (high < Math.max(open, close)) unreadable('High', field('High'), 'no price below Open or Close')
  return prices
}
