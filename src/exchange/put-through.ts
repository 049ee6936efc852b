import { PRICE_SCALE, priceOfHundredths } from '../domain/money.ts'
import { leastPutThrough } from '../market/lots.ts'
import { takesPutThrough } from '../market/trading-windows.ts'
import { printDeal } from './printing.ts'
import { priceNow } from './traded-security.ts'
import type { TradingFloor, VenueFloor } from './trading-floor.ts'

/** Deals a second over a venue's put-through hours. */
const DEALS_PER_SECOND = 0.02
/** Shares: the smallest deal, which is the highest minimum of any venue, and how many times that the largest is. */
const SMALLEST = leastPutThrough('HOSE') ?? 20_000
const LARGEST_FACTOR = 50
/** How far from the last price parties agree, part of it (deviation). */
const AGREEMENT = 0.01

/**
 * Prints now and then a deal that two parties made outside the book, at any price inside the band.
 *
 * @param seconds - how long the step is
 */
export function dealNowAndThen(floor: TradingFloor, venue: VenueFloor, seconds: number): void {
  const phase = venue.securities[0]?.book.phase ?? 'closed'
  if (venue.venue === 'DERIVATIVES' || !takesPutThrough(phase)) return
  if (floor.deals.chance(DEALS_PER_SECOND * seconds)) deal(floor, venue)
}

function deal(floor: TradingFloor, venue: VenueFloor): void {
  const security = venue.securities[venue.draw(floor.deals)]
  if (!security) return
  const { ceiling, floor: lowest } = security.listed
  const wanted = (priceNow(security) * (1 + AGREEMENT * floor.deals.normal())) / PRICE_SCALE
  const price = priceOfHundredths(Math.max(lowest, Math.min(ceiling, Math.round(wanted) * PRICE_SCALE)))
  const size = SMALLEST * LARGEST_FACTOR ** floor.deals.uniform()
  const volume = Math.round(size / security.listing.lot) * security.listing.lot
  printDeal(floor, security, { price, volume, side: undefined, session: 'PT' })
}
