import type { Venue } from '../domain/market.ts'
import { priceOfHundredths } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'
import { foreignLimit as foreignLimitOn, type Ownership, totalRoom } from '../market/foreign-room.ts'
import { largestOrder, roundLot } from '../market/lots.ts'
import { roundDownToTick } from '../market/tick-size.ts'
import type { Listing } from './listing.ts'
import { random } from './random.ts'

/** Where a share stands in the exchange's list. */
export interface SharePlace {
  readonly symbol: string
  readonly venue: Exclude<Venue, 'DERIVATIVES'>
  /** A member of the VN30: large and liquid. */
  readonly blueChip: boolean
}

/** VND: the middle price of a venue's shares, and how widely they spread (deviation of the logarithm). */
const PRICES = {
  blueChip: { middle: 38_000, spread: 0.55 },
  HOSE: { middle: 19_000, spread: 0.6 },
  HNX: { middle: 14_000, spread: 0.6 },
  UPCOM: { middle: 12_000, spread: 0.6 },
}
/** Market value, billion VND, likewise. */
const VALUES = {
  blueChip: { middle: 130_000, spread: 0.45 },
  HOSE: { middle: 6_000, spread: 0.9 },
  HNX: { middle: 1_200, spread: 0.9 },
  UPCOM: { middle: 900, spread: 0.9 },
}
const OWNERSHIPS: readonly Ownership[] = ['bank', 'conditional', 'unconditional']

/**
 * A share of the simulated exchange: its price, size and temper, drawn from the seed and its symbol alone, so that a list that
 * grows leaves the others as they were. Nothing but the symbol is true of the company.
 *
 * @param date - the day whose lots and limits of foreign ownership it is listed by
 */
export function shareListing(seed: number, { symbol, venue, blueChip }: SharePlace, date: IsoDate): Listing {
  const chance = random(seed, `listing/${symbol}`)
  const kind = blueChip ? 'blueChip' : venue
  const spreadOut = ({ middle, spread }: { middle: number; spread: number }) =>
    middle * Math.exp(spread * chance.normal())
  const vnd = Math.max(3_000, Math.round(spreadOut(PRICES[kind])))
  const wanted = priceOfHundredths(vnd * 100)
  const listedShares = 10_000 * Math.max(100, Math.round((spreadOut(VALUES[kind]) * 1e9) / vnd / 10_000))
  const ownership = OWNERSHIPS[chance.below(OWNERSHIPS.length)] ?? 'unconditional'
  const foreignLimit = totalRoom(listedShares, foreignLimitOn(ownership, date) ?? 100)
  return {
    symbol,
    name: `${symbol} (simulated)`,
    venue,
    instrument: 'stock',
    listedShares,
    freeFloat: (4 + chance.below(9)) / 20,
    lot: roundLot(venue, date),
    largestOrder: largestOrder(venue, 'stock'),
    multiplier: 1,
    lastTradingDay: undefined,
    firstReference: roundDownToTick(venue, 'stock', wanted) ?? wanted,
    weight: weightOf(venue, blueChip ? chance.uniform() * 0.25 : 0.05 + chance.uniform() * 0.95),
    foreignShare: (blueChip ? 0.1 : 0.03) * (0.5 + chance.uniform()),
    foreignLimit,
    foreignHeld: Math.floor(foreignLimit * (0.1 + 0.85 * chance.uniform())),
    beta: 0.5 + chance.uniform(),
    volatility: blueChip ? 0.012 : 0.018,
  }
}

/**
 * Zipf's law without a count of ranks: `standing` is a share's place in its venue, 0 first and 1 last, and its weight falls as
 * one over the rank of that place.
 */
const weightOf = (venue: Venue, standing: number): number =>
  1 / (5 + 255 * standing * (venue === 'HOSE' ? 1 : 0.4))
