import type { Venue } from '../domain/market.ts'
import { type Price, priceOfHundredths } from '../domain/money.ts'
import type { IndexMessage, ListedIndex } from './message.ts'
import { priceNow, type TradedSecurity } from './traded-security.ts'

/** A member of an index and how much of it counts, tens of thousands of shares: whole, so that sums stay exact. */
interface Member {
  readonly security: TradedSecurity
  readonly units: number
}

/** An index on one day: Σ price × units ÷ divisor, in hundredths of a point. */
export interface MarketIndex {
  readonly listed: ListedIndex
  readonly members: readonly Member[]
  readonly divisor: number
  readonly prior: Price
  last: IndexMessage | undefined
}

/** Which shares an index counts, and where it stood on its first day. */
export interface IndexRule {
  readonly id: string
  readonly name: string
  readonly venue: Venue
  /** Hundredths of a point. */
  readonly start: number
  readonly freeFloat: boolean
}

/** The indices of the simulated exchange. */
export const INDEX_RULES: readonly IndexRule[] = [
  { id: 'VN30', name: 'VN30', venue: 'HOSE', start: 201_500, freeFloat: true },
  { id: 'VNINDEX', name: 'VN-Index', venue: 'HOSE', start: 178_000, freeFloat: false },
  { id: 'HNXINDEX', name: 'HNX-Index', venue: 'HNX', start: 26_500, freeFloat: false },
]

const weigh = (members: readonly Member[], price: (security: TradedSecurity) => number): number =>
  members.reduce((sum, { security, units }) => sum + price(security) * units, 0)

/** The index if its members stood at the given prices, hundredths of a point, not rounded. */
export const indexAt = (
  { members, divisor }: MarketIndex,
  price: (security: TradedSecurity) => number,
): number => weigh(members, price) / divisor

/**
 * An index at the start of a day. The divisor is set so that it begins where it closed, whatever became of its members and their
 * references over night.
 *
 * @param before - yesterday's closing value, hundredths of a point
 */
export function marketIndex(
  rule: IndexRule,
  securities: readonly TradedSecurity[],
  before: Price | undefined,
): MarketIndex {
  const members = securities.map((security) => {
    const { listing } = security
    return {
      security,
      units: rule.freeFloat ? listing.floatUnits : Math.floor(listing.listedShares / 10_000),
    }
  })
  const prior = before ?? priceOfHundredths(rule.start)
  const { id, name, venue } = rule
  return {
    listed: { id, name, venue, members: securities.map(({ listing }) => listing.symbol) },
    members,
    divisor: weigh(members, ({ listed }) => listed.reference) / prior,
    prior,
    last: undefined,
  }
}

/** The value of an index by the last prices of its members. */
export const indexValue = (index: MarketIndex): Price =>
  priceOfHundredths(Math.round(indexAt(index, priceNow)))
