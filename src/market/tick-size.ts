import type { Instrument, Venue } from '../domain/market.ts'
import { type Price, PRICE_SCALE, priceOfHundredths } from '../domain/money.ts'

const vnd = (amount: number): number => amount * PRICE_SCALE

/** HOSE shares and closed-end funds: the first tier whose end the price is below. */
const HOSE_TIERS = [
  { below: vnd(10_000), tick: vnd(10) },
  { below: vnd(50_000), tick: vnd(50) },
  { below: Infinity, tick: vnd(100) },
]

/** A tenth of an index point. */
const FUTURE_TICK = PRICE_SCALE / 10

const hoseShareTier = (hundredths: number) => HOSE_TIERS.find(({ below }) => hundredths < below)

const hoseShareTick = (hundredths: number): number => hoseShareTier(hundredths)?.tick ?? vnd(100)

const OTHER_TICKS: Record<
  'HOSE' | 'HNX' | 'UPCOM',
  Record<Exclude<Instrument, 'stock' | 'future'>, number>
> = {
  HOSE: { etf: vnd(10), warrant: vnd(10), bond: vnd(1) },
  HNX: { etf: vnd(1), warrant: vnd(100), bond: vnd(1) },
  UPCOM: { etf: vnd(100), warrant: vnd(100), bond: vnd(1) },
}

/**
 * The price step at an amount that need not be a price: the raw result of a band, before it is rounded.
 *
 * @param hundredths - hundredths of VND or of a point, any number above 0
 */
export function tickAt(venue: Venue, instrument: Instrument, hundredths: number): number {
  if (instrument === 'future') return FUTURE_TICK
  if (venue === 'DERIVATIVES') return instrument === 'bond' ? vnd(1) : FUTURE_TICK
  if (instrument !== 'stock') return OTHER_TICKS[venue][instrument]
  return venue === 'HOSE' ? hoseShareTick(hundredths) : vnd(100)
}

/**
 * The price step of an order's price, hundredths of VND or of a point. Put-through deals have their own step,
 * `PUT_THROUGH_TICK`. Government bond futures are `bond` on `DERIVATIVES`.
 *
 * @example tickSize('HOSE', 'stock', priceOfHundredths(2_580_000)) // 5000: 50 VND at 25,800 VND
 */
export const tickSize = (venue: Venue, instrument: Instrument, price: Price): number =>
  tickAt(venue, instrument, price)

/**
 * Up to which price the step stays that of a price, hundredths: the next tier begins there. `Infinity` where none does.
 *
 * @example stepsUntil('HOSE', 'stock', priceOfHundredths(2_580_000)) // 5_000_000: from 50,000 VND on the step is 100
 */
export const stepsUntil = (venue: Venue, instrument: Instrument, price: number): number =>
  venue === 'HOSE' && instrument === 'stock' ? (hoseShareTier(price)?.below ?? Infinity) : Infinity

/** The price step of a put-through deal of any venue: 1 VND. */
export const PUT_THROUGH_TICK = vnd(1)

/**
 * True when an order may bear the price.
 *
 * @example isOnTick('HOSE', 'stock', priceOfHundredths(5_005_000)) // false: 50,050 VND is between two steps of 100
 */
export const isOnTick = (venue: Venue, instrument: Instrument, price: Price): boolean =>
  price % tickSize(venue, instrument, price) === 0

/**
 * The highest price on the grid that is not above `price`; `undefined` below the first step.
 *
 * @example roundDownToTick('HNX', 'stock', priceOfHundredths(1_234_500)) // 1_230_000: 12,300 VND
 */
export function roundDownToTick(venue: Venue, instrument: Instrument, price: Price): Price | undefined {
  const tick = tickSize(venue, instrument, price)
  const rounded = price - (price % tick)
  return rounded > 0 ? priceOfHundredths(rounded) : undefined
}

/**
 * The lowest price on the grid that is not below `price`.
 *
 * @example roundUpToTick('HNX', 'stock', priceOfHundredths(1_234_500)) // 1_240_000: 12,400 VND
 */
export function roundUpToTick(venue: Venue, instrument: Instrument, price: Price): Price {
  const tick = tickSize(venue, instrument, price)
  const above = price % tick
  return above === 0 ? price : priceOfHundredths(price - above + tick)
}

/**
 * The next price up on the grid. Across a tier's end it takes the step of the lower tier: after 49,950 comes 50,000.
 *
 * @example tickAbove('HOSE', 'stock', priceOfHundredths(5_000_000)) // 5_010_000: 50,100 VND
 */
export const tickAbove = (venue: Venue, instrument: Instrument, price: Price): Price => {
  const up = roundUpToTick(venue, instrument, price)
  return up > price ? up : priceOfHundredths(price + tickSize(venue, instrument, price))
}

/**
 * The next price down on the grid, across a tier's end with the step of the lower tier; `undefined` below the first step.
 *
 * @example tickBelow('HOSE', 'stock', priceOfHundredths(5_000_000)) // 4_995_000: 49,950 VND
 */
export function tickBelow(venue: Venue, instrument: Instrument, price: Price): Price | undefined {
  const down = roundDownToTick(venue, instrument, price)
  if (down !== undefined && down < price) return down
  const tick = tickAt(venue, instrument, price - 1)
  return price > tick ? priceOfHundredths(price - tick) : undefined
}
