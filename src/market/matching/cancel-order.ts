import { type OrderBook, withdraw } from './order-book.ts'
import type { Refusal } from './order.ts'

/** Why the book takes no amendment and no cancellation of this order now: auctions lock it, and so do lunch and post-close. */
export function changeRefusal(book: OrderBook, id: number): Refusal | undefined {
  if (book.phase !== 'continuous') return 'locked'
  return book.orders.has(id) ? undefined : 'unknown'
}

/**
 * Takes what is left of an order out of the book. Returns why not, or `undefined` when it is done.
 *
 * @example
 * openPhase(book, 'continuous')
 * enterOrder(book, { id: 1, side: 'buy', type: 'LO', price: priceOf(9_950), quantity: 300, foreign: false })
 * cancelOrder(book, 1) // undefined
 * cancelOrder(book, 1) // 'unknown'
 */
export function cancelOrder(book: OrderBook, id: number): Refusal | undefined {
  const refusal = changeRefusal(book, id)
  const order = book.orders.get(id)
  if (refusal === undefined && order) withdraw(book, order)
  return refusal
}
