import { priceOfHundredths } from '../domain/money.ts'
import type { Contract } from '../market/contracts.ts'
import { largestOrder } from '../market/lots.ts'
import type { Listing } from './listing.ts'

/** Orders go to the front month; the quarters are all but empty. */
const WEIGHTS = [0.962, 0.03, 0.005, 0.003]

/** An index future of the simulated exchange. `place` is 0 for the front month; `reference` is in hundredths of a point. */
export const futureListing = (contract: Contract, place: number, reference: number): Listing => ({
  symbol: contract.code,
  name: `${contract.underlying} future ${contract.year}-${String(contract.month).padStart(2, '0')} (simulated)`,
  venue: 'DERIVATIVES',
  instrument: 'future',
  listedShares: 0,
  floatUnits: 0,
  lot: 1,
  largestOrder: largestOrder('DERIVATIVES', 'future'),
  multiplier: contract.multiplier,
  lastTradingDay: contract.lastTradingDay,
  firstReference: priceOfHundredths(Math.round(reference)),
  weight: WEIGHTS[place] ?? 0,
  foreignShare: 0.04,
  foreignLimit: undefined,
  foreignHeld: 0,
  beta: 1,
  volatility: 0,
})
