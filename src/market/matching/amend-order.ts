import type { Price, Quantity } from '../../domain/money.ts'
import { changeRefusal } from './cancel-order.ts'
import { matchEntered } from './enter-order.ts'
import type { QueuedOrder } from './ladder.ts'
import { type OrderBook, reduce, withdraw } from './order-book.ts'
import { priceRefusal, quantityRefusal } from './order-refusal.ts'
import type { Outcome, Refusal } from './order.ts'

/** A new limit, or a new open quantity: one request changes one of the two. */
export type Amendment = { readonly price: Price } | { readonly remaining: Quantity }

/**
 * Changes a waiting limit order. Only a smaller quantity keeps its place in time; a larger one goes to the end of its
 * queue, and a new price is a new order under the old id, which may match at once.
 *
 * @example
 * openPhase(book, 'continuous')
 * enterOrder(book, { id: 1, side: 'buy', type: 'LO', price: priceOf(9_950), quantity: 300, foreign: false })
 * amendOrder(book, 1, { remaining: 200 }).resting // 200
 * amendOrder(book, 1, { price: priceOf(9_955)! }).refusal // 'offTick'
 */
export function amendOrder(book: OrderBook, id: number, change: Amendment): Outcome {
  const order = book.orders.get(id)
  const refusal = changeRefusal(book, id) ?? amendmentRefusal(book, change)
  if (refusal !== undefined || !order) return { refusal: refusal ?? 'unknown', fills: [], resting: 0 }
  if (costsPriority(order, change)) return enterAgain(book, order, change)
  if ('remaining' in change) reduce(book, order, order.remaining - change.remaining)
  return { refusal: undefined, fills: [], resting: order.remaining }
}

const costsPriority = (order: QueuedOrder, change: Amendment): boolean =>
  'price' in change ? change.price !== order.price : change.remaining > order.remaining

const amendmentRefusal = (book: OrderBook, change: Amendment): Refusal | undefined =>
  'price' in change
    ? priceRefusal(book, { type: 'LO', price: change.price })
    : quantityRefusal(book, change.remaining)

function enterAgain(book: OrderBook, order: QueuedOrder, change: Amendment): Outcome {
  withdraw(book, order)
  order.entry = ++book.entries
  if ('price' in change) order.price = change.price
  else order.remaining = change.remaining
  return matchEntered(book, order)
}
