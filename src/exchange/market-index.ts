import type { Venue } from '../domain/market.ts'
import { type Price, priceOfHundredths } from '../domain/money.ts'
import {
  capFactors,
  divisorFor,
  indexCapitalisation,
  type IndexMember,
  indexValue,
} from '../market/index-value.ts'
import type { IndexMessage, ListedIndex } from './message.ts'
import { priceNow, type TradedSecurity } from './traded-security.ts'

/** A member of an index, and what keeps a heavy one's weight down. */
interface Member {
  readonly security: TradedSecurity
  readonly cap: number
}

/** An index on one day, by the rules of `src/market/index-value.ts`. */
export interface MarketIndex {
  readonly rule: IndexRule
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
  readonly capped: boolean
}

/** The indices of the simulated exchange. */
export const INDEX_RULES: readonly IndexRule[] = [
  { id: 'VN30', name: 'VN30', venue: 'HOSE', start: 201_500, freeFloat: true, capped: true },
  { id: 'VNINDEX', name: 'VN-Index', venue: 'HOSE', start: 178_000, freeFloat: false, capped: false },
  { id: 'HNXINDEX', name: 'HNX-Index', venue: 'HNX', start: 26_500, freeFloat: false, capped: false },
]

type PriceOf = (security: TradedSecurity) => number

const weighed = ({ freeFloat }: IndexRule, members: readonly Member[], price: PriceOf) =>
  members.map(({ security, cap }): IndexMember => ({
    symbol: security.listing.symbol,
    price: price(security),
    shares: security.listing.listedShares,
    freeFloat: freeFloat ? security.listing.freeFloat : 1,
    cap,
  }))

/** The index if its members stood at the given prices, hundredths of a point, not rounded. */
export const indexAt = ({ rule, members, divisor }: MarketIndex, price: PriceOf): number =>
  (indexCapitalisation(weighed(rule, members, price)) / divisor) * 100

const referenceOf = ({ listed }: TradedSecurity): Price => listed.reference

/**
 * An index at the start of a day. The divisor is set so that it begins where it closed, whatever became of its members and their
 * references over night; caps are set anew when the members change.
 */
export function marketIndex(
  rule: IndexRule,
  securities: readonly TradedSecurity[],
  before: MarketIndex | undefined,
): MarketIndex {
  const members = membersOf(rule, securities, before)
  const prior = before ? valueNow(before) : priceOfHundredths(rule.start)
  const { id, name, venue } = rule
  return {
    rule,
    listed: { id, name, venue, members: securities.map(({ listing }) => listing.symbol) },
    members,
    divisor: divisorFor(weighed(rule, members, referenceOf), prior),
    prior,
    last: undefined,
  }
}

function membersOf(
  rule: IndexRule,
  securities: readonly TradedSecurity[],
  before: MarketIndex | undefined,
): readonly Member[] {
  const uncapped = securities.map((security) => ({ security, cap: 1 }))
  if (!rule.capped) return uncapped
  const known = new Map(before?.members.map(({ security, cap }) => [security.listing.symbol, cap]))
  const caps = securities.every(({ listing }) => known.has(listing.symbol))
    ? known
    : capFactors(weighed(rule, uncapped, referenceOf))
  return securities.map((security) => ({ security, cap: caps.get(security.listing.symbol) ?? 1 }))
}

/** The value of an index by the last prices of its members. */
export const valueNow = ({ rule, members, divisor }: MarketIndex): Price =>
  indexValue(weighed(rule, members, priceNow), divisor)
