import type { Instrument, Venue } from '../domain/market.ts'
import type { Quantity } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'

/** HOSE traded lots of ten before. */
const HUNDREDS_SINCE: IsoDate = '2021-01-04'

/**
 * Shares, or contracts, that an ordinary order is a multiple of.
 *
 * @example roundLot('HOSE', '2026-11-20') // 100
 * @example roundLot('DERIVATIVES', '2026-11-20') // 1
 */
export function roundLot(venue: Venue, date: IsoDate): Quantity {
  if (venue === 'DERIVATIVES') return 1
  return venue === 'HOSE' && date < HUNDREDS_SINCE ? 10 : 100
}

/**
 * The book that an order of a quantity goes to, `round` or `odd`; `undefined` when it goes to neither: the exchange refuses
 * 150 shares, whatever a broker's screen makes of them.
 *
 * @example lotKind(150, 100) // undefined
 */
export function lotKind(quantity: Quantity, lot: Quantity): 'round' | 'odd' | undefined {
  if (!Number.isSafeInteger(quantity) || quantity <= 0) return undefined
  if (quantity % lot === 0) return 'round'
  return quantity < lot ? 'odd' : undefined
}

/**
 * The largest quantity of one order; `undefined` where none is published (HNX, UPCoM).
 *
 * @example largestOrder('HOSE', 'stock') // 500_000
 */
export function largestOrder(venue: Venue, instrument: Instrument): Quantity | undefined {
  if (venue === 'HOSE') return 500_000
  return venue === 'DERIVATIVES' && instrument === 'future' ? 500 : undefined
}

const LEAST_DEALS: Partial<Record<Venue, Quantity>> = { HOSE: 20_000, HNX: 5_000, UPCOM: 1 }

/**
 * The smallest quantity of a put-through deal; 1 where there is no least one (UPCoM), `undefined` where it is not known (derivatives).
 *
 * @example leastPutThrough('HNX') // 5_000
 */
export const leastPutThrough = (venue: Venue): Quantity | undefined => LEAST_DEALS[venue]
