import type { Venue } from '../domain/market.ts'
import { type Price, PRICE_SCALE, priceOfHundredths, type Quantity } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'
import { KRX_START } from './order-rules.ts'

/** A price and how much was traded at it. */
export interface Traded {
  readonly price: Price
  readonly volume: Quantity
}

/** What the day before left of a security; each part is absent where there was none. */
export interface PreviousDay {
  readonly date: IsoDate
  /** Its reference in the morning. */
  readonly reference: Price
  /** Last round-lot match. */
  readonly close?: Price
  /** Last round-lot match of any day before it. */
  readonly earlierClose?: Price
  /** Round-lot trades of the continuous phases; UPCoM's reference is their average. */
  readonly continuous?: readonly Traded[]
  /** Daily settlement price of a future. */
  readonly settlementPrice?: Price
}

const UPCOM_STEP = 100 * PRICE_SCALE

/**
 * The volume-weighted average price, hundredths, not rounded; `undefined` without volume.
 *
 * @example averagePrice([{ price: priceOfHundredths(1_000), volume: 1 }, { price: priceOfHundredths(2_000), volume: 3 }]) // 1750
 */
export function averagePrice(trades: readonly Traded[]): number | undefined {
  let volume = 0
  let amount = 0n
  for (const trade of trades) {
    volume += trade.volume
    amount += BigInt(trade.price) * BigInt(trade.volume)
  }
  // In parts, so that neither the whole nor the rest of the quotient leaves the safe integers.
  if (volume === 0) return undefined
  return Number(amount / BigInt(volume)) + Number(amount % BigInt(volume)) / volume
}

/**
 * Today's reference by the rule, before corporate events (`exDateReference`): the last round-lot close on HOSE and HNX, the average of
 * the continuous round-lot trades to the nearest 100 VND (half up) on UPCoM, the daily settlement price of a future.
 *
 * A day without a match passes its own reference on since 5 May 2025; before, the last earlier close held. `undefined`
 * when that is not known either. A new listing's reference is proposed by its issuer: nothing computes it.
 *
 * @example referencePrice('HOSE', { date: '2026-11-19', reference, close }) // close
 */
export function referencePrice(venue: Venue, day: PreviousDay): Price | undefined {
  return matched(venue, day) ?? (day.date >= KRX_START ? day.reference : day.earlierClose)
}

function matched(venue: Venue, { close, continuous = [], settlementPrice }: PreviousDay): Price | undefined {
  if (venue === 'DERIVATIVES') return settlementPrice
  if (venue !== 'UPCOM') return close
  const average = averagePrice(continuous)
  if (average === undefined) return undefined
  return upcomReference(average)
}

/**
 * UPCoM's reference of an average price, hundredths: to the nearest 100 VND, half up, and never below 100.
 *
 * @example upcomReference(1_234_500) // 1_230_000: 12,345 VND gives 12,300
 */
export const upcomReference = (average: number): Price =>
  priceOfHundredths(Math.max(1, Math.floor(average / UPCOM_STEP + 0.5)) * UPCOM_STEP)

/** A corporate event on its ex-date. */
export interface CorporateEvent {
  /** Rights: their price, and shares to buy for each held. */
  readonly rights?: readonly { readonly price: Price; readonly ratio: number }[]
  /** Stock dividend or bonus: shares given for each held. */
  readonly stockRatios?: readonly number[]
  /** Cash for each share, hundredths of VND. */
  readonly cash?: number
}

/**
 * The reference of an ex-date, hundredths, not yet rounded to a step (round it with `roundDownToTick` or as the venue does):
 * (P + Σ rights price × ratio − cash) ÷ (1 + Σ rights ratios + Σ stock ratios). Market practice; the feed's
 * reference wins. Yesterday's close and today's reference differ on such a day: keep both.
 *
 * @example exDateReference(priceOfHundredths(2_000_000), { stockRatios: [0.25] }) // 1_600_000
 */
export function exDateReference(
  close: Price,
  { rights = [], stockRatios = [], cash = 0 }: CorporateEvent,
): number {
  const paid = rights.reduce((sum, { price, ratio }) => sum + price * ratio, 0)
  const shares =
    rights.reduce((sum, { ratio }) => sum + ratio, 0) + stockRatios.reduce((sum, ratio) => sum + ratio, 0)
  return (close + paid - cash) / (1 + shares)
}
