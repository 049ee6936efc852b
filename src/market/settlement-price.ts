import { type Price, priceOfHundredths } from '../domain/money.ts'
import { type Instant, instantOf, type IsoDate } from '../domain/time.ts'
import { averagePrice, type Traded } from './reference-price.ts'

/** An index value of a time, hundredths of a point. */
export interface Reading {
  readonly time: Instant
  readonly value: Price
}

/** What a daily settlement price is made of. */
export interface FutureDay {
  /** Price of the closing auction, where it matched. */
  readonly atcPrice?: Price
  /** Trades to average when it did not; which ones, the sources leave open: those of the last minutes, or of the day. */
  readonly trades?: readonly Traded[]
}

/**
 * The daily settlement price of a future: the closing auction's price, else the average of the trades given, to a
 * hundredth of a point. `undefined` without either. It is the next day's reference.
 *
 * @example dailySettlementPrice({ atcPrice }) // atcPrice
 */
export function dailySettlementPrice({ atcPrice, trades = [] }: FutureDay): Price | undefined {
  if (atcPrice !== undefined) return atcPrice
  const average = averagePrice(trades)
  return average === undefined ? undefined : priceOfHundredths(Math.round(average))
}

const QUARTER = 15 * 60_000
const AUCTION = 14.5 * 3_600_000
/** Of the continuous readings that many highest and as many lowest do not count. */
const TRIMMED = 3

/**
 * The final settlement price of an index future, in use since 16 June 2022: the mean of its index over the last thirty
 * minutes of the last trading day, to a hundredth of a point. Of the readings of the last fifteen continuous minutes
 * (14:15 to 14:30) the three highest and the three lowest do not count; those of the closing auction all do.
 * Readings of other times are left out. `undefined` when none is left to count.
 *
 * @param readings - the index as the exchange published it, in any order
 * @example finalSettlementPrice('2026-11-19', readings) // 195_012: 1,950.12 points
 */
export function finalSettlementPrice(date: IsoDate, readings: readonly Reading[]): Price | undefined {
  const auction = instantOf(date, AUCTION)
  const within = (from: Instant, until: Instant) =>
    readings.filter(({ time }) => time >= from && time < until).map(({ value }) => value)
  const continuous = within(auction - QUARTER, auction).sort((a, b) => a - b)
  const counted = [...continuous.slice(TRIMMED, -TRIMMED), ...within(auction, auction + QUARTER)]
  if (counted.length === 0) return undefined
  return priceOfHundredths(Math.round(counted.reduce((sum, value) => sum + value, 0) / counted.length))
}
