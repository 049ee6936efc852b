import { type Price, PRICE_SCALE, priceOfHundredths } from '../domain/money.ts'
import type { PriceBand } from './price-band.ts'

/** 10 VND, the step of covered warrants. */
const TICK = 10 * PRICE_SCALE

/** Steps; a ratio with decimals leaves binary noise that must not cost one. */
const NOISE = 1e-9

const above = (price: Price): number => (Math.floor(price / TICK) + 1) * TICK
const below = (price: Price): number => (Math.ceil(price / TICK) - 1) * TICK

/** What a covered warrant's band hangs on. */
export interface WarrantUnderlying extends PriceBand {
  /** Warrants that one share is worth; need not be whole. */
  readonly ratio: number
}

/**
 * Ceiling and floor of a covered warrant (chứng quyền): its reference, moved as far as its underlying may move, by the
 * conversion ratio; rounded towards the reference to 10 VND, but one step away from it at least: a cheap share at a high ratio moves
 * its warrant by less. A floor that would be 0 or less is 10 VND, which is where about a third of all warrants stand. Throws a `RangeError` on a ratio that is not above 0.
 *
 * @example
 * const acb = priceBand('HOSE', priceOfHundredths(2_340_000)) // 23,400: 25,000 and 21,800
 * warrantBand(priceOfHundredths(149_000), { ...acb, ratio: 2 }) // 1,490: ceiling 2,290, floor 690
 */
export function warrantBand(
  reference: Price,
  { ratio, reference: underlying, ceiling, floor }: WarrantUnderlying,
): PriceBand {
  if (!(ratio > 0)) throw new RangeError(`A conversion ratio is above 0, not ${ratio}.`)
  const up = reference + (ceiling - underlying) / ratio
  const down = reference - (underlying - floor) / ratio
  return {
    reference,
    ceiling: priceOfHundredths(Math.max(above(reference), Math.floor(up / TICK + NOISE) * TICK)),
    floor: priceOfHundredths(
      Math.max(TICK, Math.min(below(reference), Math.ceil(down / TICK - NOISE) * TICK)),
    ),
  }
}
