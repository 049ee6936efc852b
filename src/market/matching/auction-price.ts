import type { Price, Quantity } from '../../domain/money.ts'
import { roundDownToTick, roundUpToTick, tickAbove, tickBelow } from '../tick-size.ts'
import { bestLevel, type Ladder } from './ladder.ts'
import type { BookRules, OrderBook } from './order-book.ts'

/** The one price of a call auction and what it matches. */
export interface AuctionPrice {
  readonly price: Price
  readonly volume: Quantity
}

/**
 * The price at which an auction would match the book as it stands; `undefined` where nothing would.
 *
 * 1. Most volume, with every buy above and every sell below the price filled whole.
 * 2. Of those, the price that fills one side whole: rule 1 already sees to that.
 * 3. Of those, the nearest to the last match of the day, or to the reference before the first.
 * 4. Two steps equally near, which happens when that price is itself between two steps: the higher.
 *
 * An order without a price counts at every price. Where only such orders stand on both sides the price is the last match (the
 * reference before the first), one tick towards the side with more; on HNX there is none.
 *
 * @example
 * openPhase(book, 'ato')
 * enterOrder(book, { id: 1, side: 'buy', type: 'LO', price: priceOf(10_100), quantity: 500, foreign: false })
 * enterOrder(book, { id: 2, side: 'sell', type: 'LO', price: priceOf(9_900), quantity: 300, foreign: false })
 * auctionPrice(book) // { price: 1_010_000, volume: 300 }: buys are left over, so no lower price is fair to them
 */
export function auctionPrice(book: OrderBook): AuctionPrice | undefined {
  const anchor = book.lastPrice ?? book.rules.reference
  if (book.bids.levels.length === 0 && book.asks.levels.length === 0) return unpricedOnly(book, anchor)
  const buys = walk(book.bids, { volume: book.unpricedBuys.volume, price: impliedBuy(book, anchor) })
  const sells = walk(book.asks, { volume: book.unpricedSells.volume, price: impliedSell(book, anchor) })
  const range = meet(buys, sells)
  return range && { price: nearest(book.rules, range, anchor), volume: range.volume }
}

/** Some quantity and the price that it would still pay or take. */
interface Step {
  readonly price: Price
  readonly volume: Quantity
}

/** A walk down one side, best price first; the orders without a price lead, at the price that they imply. */
interface Walk {
  readonly levels: readonly Step[]
  /** Next level to come, counted from the end, where the best stands. */
  next: number
  price: Price | undefined
  left: Quantity
}

function walk({ levels }: Ladder, lead: Step): Walk {
  const start: Walk = { levels, next: levels.length - 1, price: lead.price, left: lead.volume }
  if (lead.volume === 0) goOn(start)
  return start
}

function goOn(side: Walk): void {
  const step = side.levels[side.next--]
  side.price = step?.price
  side.left = step?.volume ?? 0
}

function take(side: Walk, quantity: Quantity): void {
  side.left -= quantity
  if (side.left === 0) goOn(side)
}

interface Range {
  readonly low: Price
  readonly high: Price
  readonly volume: Quantity
}

/**
 * Pairs both sides from their best prices inwards until they no longer cross. Every price between the last pair
 * matches as much as can be; what is left over on a side narrows the range, because nobody with a better price may
 * go unfilled.
 */
function meet(buys: Walk, sells: Walk): Range | undefined {
  let volume = 0
  let low: Price | undefined
  let high: Price | undefined
  while (buys.price !== undefined && sells.price !== undefined && buys.price >= sells.price) {
    low = sells.price
    high = buys.price
    const quantity = Math.min(buys.left, sells.left)
    volume += quantity
    take(buys, quantity)
    take(sells, quantity)
  }
  if (low === undefined || high === undefined) return undefined
  return { low: higher(low, buys.price), high: lower(high, sells.price), volume }
}

const higher = (price: Price, other: Price | undefined): Price =>
  other !== undefined && other > price ? other : price

const lower = (price: Price, other: Price | undefined): Price =>
  other !== undefined && other < price ? other : price

function nearest({ venue, instrument }: BookRules, { low, high }: Range, anchor: Price): Price {
  if (anchor <= low) return low
  if (anchor >= high) return high
  const up = roundUpToTick(venue, instrument, anchor)
  const down = roundDownToTick(venue, instrument, anchor) ?? up
  return anchor - down < up - anchor ? down : up
}

/** A buy without a price stands one tick above the best bid, and no lower than the highest ask or the last match. */
function impliedBuy({ rules, bids, asks }: OrderBook, anchor: Price): Price {
  const bid = bestLevel(bids)?.price
  const above = bid === undefined ? undefined : tickAbove(rules.venue, rules.instrument, bid)
  const onGrid = roundUpToTick(rules.venue, rules.instrument, anchor)
  return lower(higher(higher(onGrid, above), asks.levels[0]?.price), rules.ceiling)
}

/** A sell without a price stands one tick below the best ask, and no higher than the lowest bid or the last match. */
function impliedSell({ rules, bids, asks }: OrderBook, anchor: Price): Price {
  const ask = bestLevel(asks)?.price
  const below = ask === undefined ? undefined : tickBelow(rules.venue, rules.instrument, ask)
  const onGrid = roundDownToTick(rules.venue, rules.instrument, anchor) ?? anchor
  return higher(lower(lower(onGrid, below), bids.levels[0]?.price), rules.floor)
}

function unpricedOnly(
  { rules, unpricedBuys, unpricedSells }: OrderBook,
  anchor: Price,
): AuctionPrice | undefined {
  const volume = Math.min(unpricedBuys.volume, unpricedSells.volume)
  if (volume === 0 || rules.venue === 'HNX') return undefined
  const { venue, instrument } = rules
  const middle = roundUpToTick(venue, instrument, anchor)
  const surplus = unpricedBuys.volume - unpricedSells.volume
  const up = surplus > 0 ? tickAbove(venue, instrument, middle) : middle
  const price = surplus < 0 ? (tickBelow(venue, instrument, middle) ?? middle) : up
  return { price: higher(lower(price, rules.ceiling), rules.floor), volume }
}
