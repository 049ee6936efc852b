import { type AuctionPrice, auctionPrice } from './auction-price.ts'
import { bestLevel, type QueuedOrder } from './ladder.ts'
import { ladderOf, type OrderBook, reduce, unpricedOf } from './order-book.ts'
import type { Fill, OrderSide } from './order.ts'

/** What an auction came to. */
export interface AuctionResult extends AuctionPrice {
  readonly fills: readonly Fill[]
}

/** Ends an auction: matches at its one price whoever it fills, by priority. `undefined` where nothing matches. */
export function uncross(book: OrderBook): AuctionResult | undefined {
  const result = auctionPrice(book)
  if (!result) return undefined
  const fills: Fill[] = []
  let left = result.volume
  while (left > 0) {
    const buy = foremost(book, 'buy')
    const sell = foremost(book, 'sell')
    if (!buy || !sell) break
    const quantity = Math.min(buy.remaining, sell.remaining, left)
    reduce(book, buy, quantity)
    reduce(book, sell, quantity)
    fills.push({ price: result.price, quantity, buy, sell, aggressor: undefined })
    left -= quantity
  }
  book.lastPrice = result.price
  return { ...result, fills }
}

/** Who is matched first. An order without a price goes before all limits but an older one at the ceiling (a sell: at the floor). */
function foremost(book: OrderBook, side: OrderSide): QueuedOrder | undefined {
  const unpriced = unpricedOf(book, side)
  const best = bestLevel(ladderOf(book, side))
  const [without, limit] = [unpriced.first, best?.first]
  if (!without || !limit) return without ?? limit
  return best?.price === unpriced.price && limit.entry < without.entry ? limit : without
}
