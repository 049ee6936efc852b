import { type Price, priceOfHundredths } from '../domain/money.ts'
import type { Contract } from '../market/contracts.ts'
import type { IsoDate } from '../domain/time.ts'
import { largestOrder, roundLot } from '../market/lots.ts'
import { tickAt } from '../market/tick-size.ts'
import type { Listing } from './listing.ts'

/** Orders go to the front month; the quarters are all but empty. */
const WEIGHTS = [0.962, 0.03, 0.005, 0.003]

/** Which of the listed futures, on which day. */
interface FuturePlace {
  readonly date: IsoDate
  /** 0 for the front month. */
  readonly place: number
}

/** To the nearest step of a future's price: an index, and what it is to come to, lie between two. */
function onTick(hundredths: number): Price {
  const tick = tickAt('DERIVATIVES', 'future', hundredths)
  return priceOfHundredths(Math.round(hundredths / tick) * tick)
}

/** An index future of the simulated exchange. `reference` is in hundredths of a point, and need not be a price. */
export const futureListing = (
  contract: Contract,
  { date, place }: FuturePlace,
  reference: number,
): Listing => ({
  symbol: contract.code,
  name: `${contract.underlying} future ${contract.year}-${String(contract.month).padStart(2, '0')} (simulated)`,
  venue: 'DERIVATIVES',
  instrument: 'future',
  listedShares: 0,
  freeFloat: 0,
  lot: roundLot('DERIVATIVES', date),
  largestOrder: largestOrder('DERIVATIVES', 'future'),
  multiplier: contract.multiplier,
  lastTradingDay: contract.lastTradingDay,
  firstReference: onTick(reference),
  weight: WEIGHTS[place] ?? 0,
  foreignShare: 0.04,
  foreignLimit: undefined,
  foreignHeld: 0,
  beta: 1,
  volatility: 0,
})
