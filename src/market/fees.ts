import bundled from '../../data/reference/fees.json' with { type: 'json' }
import { type Price, type Quantity, turnover, type Vnd } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'

/** What is charged, of the form of a line of `data/reference/fees.json`; it holds until a later line of the same item. */
export interface FeeLine {
  readonly item: string
  /** `perMillion` of a value, or `vnd` a unit (share, contract). */
  readonly unit: string
  readonly amount: number
  readonly from: IsoDate
}

/** The items of the bundled table. */
export type FeeItem =
  | 'shareSaleTax'
  | 'cashDividendTax'
  | 'shareBrokerage'
  | 'shareBrokerageCeiling'
  | 'exchangeFeeListed'
  | 'exchangeFeeOther'
  | 'custody'
  | 'futureExchangeFee'
  | 'futureClearingFee'
  | 'futureBrokerage'
  | 'bondFutureExchangeFee'
  | 'futureMargin'
  | 'futureTax'
  | 'futureMarginAssetFee'

/**
 * What an item costs on a date: the line that came into force last. Throws a `RangeError` when none was in force.
 *
 * @param table - dated lines in any order; the bundled ones unless said
 * @example feeOn('shareSaleTax', '2026-11-20').amount // 1000 of a million: 0.1 %
 */
export function feeOn(item: FeeItem, date: IsoDate, table: readonly FeeLine[] = bundled): FeeLine {
  const inForce = table
    .filter((line) => line.item === item && line.from <= date)
    .reduce<FeeLine | undefined>(
      (latest, line) => (latest && latest.from > line.from ? latest : line),
      undefined,
    )
  if (inForce) return inForce
  throw new RangeError(
    `The table of fees has no ${item} on ${date}: give it one whose first date is not later.`,
  )
}

const MILLION = 1_000_000
const partOf = (value: number, perMillion: number): Vnd => Math.round((value * perMillion) / MILLION)

/** A sale or purchase of shares, ETFs or warrants. */
export interface ShareTrade {
  readonly side: 'buy' | 'sell'
  readonly value: Vnd
  readonly date: IsoDate
  /** The broker's own rate, of a million; the table's common one unless said. The exchange's fee is inside it. */
  readonly brokerage?: number
  readonly table?: readonly FeeLine[]
}

/** What a trade of shares costs beside its value, whole VND. */
export interface ShareCosts {
  readonly brokerage: Vnd
  /** Of a sale's value, even at a loss. */
  readonly tax: Vnd
  readonly total: Vnd
}

/**
 * Brokerage and tax of a trade of shares by an individual. Throws a `RangeError` on a date without rates.
 *
 * @example shareCosts({ side: 'sell', value: 100_000_000, date: '2026-11-20' }) // { brokerage: 150_000, tax: 100_000, total: 250_000 }
 */
export function shareCosts({ side, value, date, brokerage, table }: ShareTrade): ShareCosts {
  const fee = partOf(value, brokerage ?? feeOn('shareBrokerage', date, table).amount)
  const tax = side === 'sell' ? partOf(value, feeOn('shareSaleTax', date, table).amount) : 0
  return { brokerage: fee, tax, total: fee + tax }
}

/** A fill of index futures, or their expiry. */
export interface FutureTrade {
  readonly price: Price
  readonly contracts: Quantity
  /** VND that one point is worth. */
  readonly multiplier: number
  readonly date: IsoDate
  /** The broker's own charge, VND a contract; the table's unless said. */
  readonly brokerage?: number
  readonly table?: readonly FeeLine[]
}

/** What one side of a futures trade costs, whole VND. */
export interface FutureCosts {
  readonly brokerage: Vnd
  readonly exchange: Vnd
  readonly clearing: Vnd
  readonly tax: Vnd
  readonly total: Vnd
}

/**
 * Costs of one side of a futures trade; the tax is a part of half the initial margin, at each fill and at expiry.
 * Throws a `RangeError` on a date without rates.
 *
 * @example futureCosts({ price: priceOfHundredths(200_000), contracts: 1, multiplier: 100_000, date: '2026-11-20' }).tax // 17_000
 */
export function futureCosts({ price, contracts, multiplier, ...trade }: FutureTrade): FutureCosts {
  const amount = (item: FeeItem) => feeOn(item, trade.date, trade.table).amount
  const margin = (turnover(price, contracts, multiplier) * amount('futureMargin')) / MILLION
  const brokerage = contracts * (trade.brokerage ?? amount('futureBrokerage'))
  const exchange = contracts * amount('futureExchangeFee')
  const clearing = contracts * amount('futureClearingFee')
  const tax = partOf(margin / 2, amount('futureTax'))
  return { brokerage, exchange, clearing, tax, total: brokerage + exchange + clearing + tax }
}
