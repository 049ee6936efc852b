import { type Price, type Quantity, turnover, type Vnd } from '../domain/money.ts'
import type { Instant } from '../domain/time.ts'
import type { SessionCode, TradeMessage } from './message.ts'
import type { DayTotals, TradedSecurity } from './traded-security.ts'
import type { TradingFloor } from './trading-floor.ts'

const MINUTE = 60_000

/** A trade as the exchange prints it. */
export interface Print {
  readonly price: Price
  readonly volume: Quantity
  readonly side: 'buy' | 'sell' | undefined
  readonly session: SessionCode
}

/** Prints a match of the book: totals, high, low, bar and message. */
export function printMatch(floor: TradingFloor, security: TradedSecurity, print: Print): void {
  const { totals, listing } = security
  const { price, volume } = print
  const value = turnover(price, volume, listing.multiplier)
  totals.matchedVolume += volume
  totals.matchedValue += value
  if (totals.highest === undefined || price > totals.highest) totals.highest = price
  if (totals.lowest === undefined || price < totals.lowest) totals.lowest = price
  addToBar(totals, { start: floor.now - (floor.now % MINUTE), price, volume, value })
  count(floor, security, { print, value })
}

/** Prints a deal made outside the book: the day's totals count it, and nothing else does. */
export function printDeal(floor: TradingFloor, security: TradedSecurity, print: Print): void {
  count(floor, security, { print, value: turnover(print.price, print.volume, security.listing.multiplier) })
}

/** Tells at what price a running auction would match now. */
export function printProjection(floor: TradingFloor, security: TradedSecurity, projectedPrice: Price): void {
  const { session, book } = security
  tell(floor, security, {
    told: { price: book.lastPrice, volume: 0, side: undefined, session },
    projectedPrice,
  })
}

interface Valued {
  readonly print: Print
  readonly value: Vnd
}

function count(floor: TradingFloor, security: TradedSecurity, { print, value }: Valued): void {
  security.totals.volume += print.volume
  security.totals.value += value
  tell(floor, security, { told: print, projectedPrice: undefined })
}

interface Told {
  readonly told: Pick<TradeMessage, 'price' | 'volume' | 'side' | 'session'>
  readonly projectedPrice: Price | undefined
}

function tell(floor: TradingFloor, security: TradedSecurity, { told, projectedPrice }: Told): void {
  const { totals, listing } = security
  security.lastTrade = {
    kind: 'trade',
    time: floor.now,
    symbol: listing.symbol,
    session: told.session,
    price: told.price,
    volume: told.volume,
    side: told.side,
    totalVolume: totals.volume,
    totalValue: totals.value,
    dealVolume: totals.volume - totals.matchedVolume,
    dealValue: totals.value - totals.matchedValue,
    highest: totals.highest,
    lowest: totals.lowest,
    projectedPrice,
  }
  floor.tape.push(security.lastTrade)
}

interface BarTrade {
  readonly start: Instant
  readonly price: Price
  readonly volume: Quantity
  readonly value: Vnd
}

function addToBar({ bars }: DayTotals, { start, price, volume, value }: BarTrade): void {
  const bar = bars[bars.length - 1]
  if (bar?.start !== start) {
    bars.push({ start, open: price, high: price, low: price, close: price, volume, value })
    return
  }
  if (price > bar.high) bar.high = price
  if (price < bar.low) bar.low = price
  bar.close = price
  bar.volume += volume
  bar.value += value
}
