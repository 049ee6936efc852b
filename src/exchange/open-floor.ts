import type { Venue } from '../domain/market.ts'
import { type Price, PRICE_SCALE } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'
import { listedContracts } from '../market/contracts.ts'
import { upcomReference } from '../market/reference-price.ts'
import { vn30Members } from '../market/vn30-members.ts'
import { startOfDay, VENUES } from './day-clock.ts'
import { carry, type FairValues, fairValue, fairValues, openFairValues } from './fair-values.ts'
import { futureListing } from './future-listing.ts'
import type { Listing } from './listing.ts'
import { INDEX_RULES, indexAt, type MarketIndex, marketIndex } from './market-index.ts'
import { random } from './random.ts'
import { type SharePlace, shareListing } from './share-listing.ts'
import { shareList } from './share-list.ts'
import { priceNow, type TradedSecurity, tradedSecurity } from './traded-security.ts'
import type { TradingFloor, VenueFloor } from './trading-floor.ts'
import { nobodyWaiting } from './waiting.ts'
import { weightedChoice } from './weighted-choice.ts'

/** What makes one simulated exchange another. */
export interface World {
  readonly seed: number
  /** Securities in all, futures included. */
  readonly symbols: number
}

/** Securities of an exchange of the usual size. */
export const USUAL_SYMBOLS = 430

const FUTURES = 4
const VN30 = 'VN30'

/**
 * The exchange at 08:30 of a trading day. References are what the day before came to; on the first day, what the seed says.
 * Throws a `RangeError` on a day without trading, and beyond the calendar's horizon.
 *
 * @param before - the trading day before, at its end; it is left as it is, but for the randomness that goes on
 */
export function openFloor(world: World, date: IsoDate, before?: TradingFloor): TradingFloor {
  const now = startOfDay(date)
  const values = before?.values ?? fairValues(random(world.seed, 'values'))
  const members = vn30Members(date)
  const shares = sharesOf(world, { date, members }, before).map((listing) =>
    openShare(listing, { date, values }, before),
  )
  const indices = openIndices(shares, members, before)
  const vn30 = indices.find(({ listed }) => listed.id === VN30)
  const futures = openFutures(date, vn30, before)
  openFairValues(values, futures, date)
  if (vn30) values.vn30 = indexAt(vn30, (security) => fairValue(values, security))
  const securities = [...futures, ...shares]
  return {
    date,
    pace: world.symbols / USUAL_SYMBOLS,
    now,
    venues: VENUES.flatMap((venue) => venueFloor(venue, securities)),
    bySymbol: new Map(securities.map((security) => [security.listing.symbol, security])),
    indices,
    values,
    tape: [],
    orders: before?.orders ?? random(world.seed, 'orders'),
    deals: before?.deals ?? random(world.seed, 'deals'),
    lastOrderId: 0,
    quotesDue: nobodyWaiting(({ quotePlaces }) => quotePlaces),
    foreignDue: nobodyWaiting(({ foreignPlaces }) => foreignPlaces),
    clients: undefined,
  }
}

/** The shares of the day before, or of the seed; and members of the VN30 that were not listed yet. */
function sharesOf(
  { seed, symbols }: World,
  { date, members }: { readonly date: IsoDate; readonly members: readonly string[] },
  before?: TradingFloor,
): readonly Listing[] {
  const listOf = (place: SharePlace) => shareListing(seed, place, date)
  if (!before) return shareList(members, symbols - FUTURES).map(listOf)
  const listed = [...before.bySymbol.values()].map(({ listing }) => listing)
  const added = members.filter((symbol) => !before.bySymbol.has(symbol))
  return [
    ...listed.filter(({ instrument }) => instrument !== 'future'),
    ...added.map((symbol) => listOf({ symbol, venue: 'HOSE', blueChip: true })),
  ]
}

interface Opening {
  readonly date: IsoDate
  readonly values: FairValues
}

function openShare(listing: Listing, { date, values }: Opening, before?: TradingFloor): TradedSecurity {
  const yesterday = before?.bySymbol.get(listing.symbol)
  return tradedSecurity(listing, {
    date,
    reference: yesterday ? nextReference(yesterday) : listing.firstReference,
    logValue: yesterday?.logValue ?? Math.log(listing.firstReference),
    seenMarket: yesterday?.seenMarket ?? values.market,
    foreign: yesterday?.foreign,
  })
}

/** Tomorrow's reference: the close, or on UPCoM what the day's average matched price makes it. */
function nextReference(security: TradedSecurity): Price {
  const { matchedVolume, matchedValue } = security.totals
  if (security.listing.venue !== 'UPCOM' || matchedVolume === 0) return priceNow(security)
  return upcomReference((matchedValue * PRICE_SCALE) / matchedVolume)
}

function openIndices(
  shares: readonly TradedSecurity[],
  members: readonly string[],
  before?: TradingFloor,
): readonly MarketIndex[] {
  return INDEX_RULES.flatMap((rule) => {
    const counted = shares.filter(({ listing: { venue, symbol } }) =>
      rule.id === VN30 ? members.includes(symbol) : venue === rule.venue,
    )
    const yesterday = before?.indices.find(({ listed }) => listed.id === rule.id)
    return counted.length > 0 ? [marketIndex(rule, counted, yesterday)] : []
  })
}

/** A future's reference is its settlement price, which is its last match; a new one's, the index and the carry. */
function openFutures(
  date: IsoDate,
  vn30: MarketIndex | undefined,
  before?: TradingFloor,
): readonly TradedSecurity[] {
  if (!vn30) return []
  return listedContracts(date).map((contract, place) => {
    const yesterday = before?.bySymbol.get(contract.code)
    const listing = futureListing(
      contract,
      { date, place },
      vn30.prior + carry(contract.lastTradingDay, date),
    )
    const reference = yesterday ? priceNow(yesterday) : listing.firstReference
    return tradedSecurity(listing, { date, reference, logValue: 0, seenMarket: 0, foreign: undefined })
  })
}

function venueFloor(venue: Venue, all: readonly TradedSecurity[]): readonly VenueFloor[] {
  const securities = all.filter(({ listing }) => listing.venue === venue)
  if (securities.length === 0) return []
  const draw = weightedChoice(securities.map(({ listing }) => listing.weight))
  return [{ venue, securities, draw, nextOrderAt: Infinity, orderGap: Infinity }]
}
