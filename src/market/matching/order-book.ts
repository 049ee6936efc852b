import type { Instrument, Phase, Venue } from '../../domain/market.ts'
import type { Price, Quantity } from '../../domain/money.ts'
import {
  dequeue,
  dropLevel,
  enqueue,
  type Ladder,
  levelAt,
  type PriceLevel,
  priceLevel,
  type QueuedOrder,
} from './ladder.ts'
import type { OrderSide } from './order.ts'

/** What the exchange checks a security's orders against today. */
export interface BookRules {
  readonly venue: Venue
  readonly instrument: Instrument
  readonly reference: Price
  readonly ceiling: Price
  readonly floor: Price
  readonly lot: Quantity
  /** No limit where absent. */
  readonly largestOrder?: Quantity
}

/**
 * The open orders of one security on one trading day, by price and then by time. Mutable, and changed only by
 * `enterOrder`, `cancelOrder`, `amendOrder` and `openPhase`.
 */
export interface OrderBook {
  readonly rules: BookRules
  phase: Phase
  /** Price of the day's last match, put-through deals left out; absent before the first. */
  lastPrice: Price | undefined
  readonly bids: Ladder
  readonly asks: Ladder
  /** Orders without a price: at the open, at the close, post-close. They rank as a buy at the ceiling or a sell at the floor. */
  readonly unpricedBuys: PriceLevel
  readonly unpricedSells: PriceLevel
  readonly orders: Map<number, QueuedOrder>
  /** The largest id of an order that has waited: one above it is of no order in the book. */
  largestId: number
  /** Orders taken so far: gives each its place in time. */
  entries: number
}

/**
 * An empty book before the open: it takes no order until `openPhase`.
 *
 * @example
 * const rules = { ...priceBand('HOSE', priceOf(10_000)!), venue: 'HOSE', instrument: 'stock', lot: 100 } as const
 * const book = orderBook(rules)
 * book.phase // 'closed'
 */
export const orderBook = (rules: BookRules): OrderBook => ({
  rules,
  phase: 'closed',
  lastPrice: undefined,
  bids: { side: 'buy', levels: [] },
  asks: { side: 'sell', levels: [] },
  unpricedBuys: priceLevel(rules.ceiling),
  unpricedSells: priceLevel(rules.floor),
  orders: new Map(),
  largestId: -Infinity,
  entries: 0,
})

/** The limit orders of a side. */
export const ladderOf = (book: OrderBook, side: OrderSide): Ladder => (side === 'buy' ? book.bids : book.asks)

/** The orders of a side that have no price. */
export const unpricedOf = (book: OrderBook, side: OrderSide): PriceLevel =>
  side === 'buy' ? book.unpricedBuys : book.unpricedSells

/** Lets an order wait: by its price, or among those that have none. */
export function rest(book: OrderBook, order: QueuedOrder): void {
  const level =
    order.price === undefined
      ? unpricedOf(book, order.side)
      : levelAt(ladderOf(book, order.side), order.price)
  enqueue(level, order)
  book.orders.set(order.id, order)
  if (order.id > book.largestId) book.largestId = order.id
}

/** Takes a waiting order out of the book. */
export function withdraw(book: OrderBook, order: QueuedOrder): void {
  const level = order.level
  if (!level) return
  dequeue(level, order)
  if (level.first === undefined && order.price !== undefined) dropLevel(ladderOf(book, order.side), level)
  book.orders.delete(order.id)
}

/** Takes a matched quantity off a waiting order, which leaves the book when nothing of it is left. */
export function reduce(book: OrderBook, order: QueuedOrder, quantity: Quantity): void {
  order.remaining -= quantity
  if (order.level) order.level.volume -= quantity
  if (order.remaining === 0) withdraw(book, order)
}
