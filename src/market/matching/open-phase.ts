import type { Phase } from '../../domain/market.ts'
import { type OrderBook, unpricedOf, withdraw } from './order-book.ts'
import type { OpenOrder } from './order.ts'
import { type AuctionResult, uncross } from './uncross.ts'

/** What a change of phase did to a book. */
export interface PhaseChange {
  /** The auction that ended, where one did and matched. */
  readonly auction: AuctionResult | undefined
  /** Orders that died unfilled, in no order that means anything. */
  readonly expired: readonly OpenOrder[]
}

const CARRIES_LIMITS: ReadonlySet<Phase> = new Set<Phase>(['preOpen', 'ato', 'continuous', 'lunch', 'atc'])

/**
 * Takes a book into its next phase: an auction that ends is matched, what is left of its orders without a price dies, and limit
 * orders die when no phase to come matches them. The phase that already runs changes nothing.
 *
 * @example
 * openPhase(book, 'ato') // { auction: undefined, expired: [] }
 * enterOrder(book, { id: 1, side: 'sell', type: 'LO', price: priceOf(10_000), quantity: 300, foreign: false })
 * enterOrder(book, { id: 2, side: 'buy', type: 'ATO', price: undefined, quantity: 500, foreign: false })
 * const { auction, expired } = openPhase(book, 'continuous')
 * auction?.volume // 300
 * expired.map(({ id, remaining }) => [id, remaining]) // [[2, 200]]
 */
export function openPhase(book: OrderBook, phase: Phase): PhaseChange {
  if (book.phase === phase) return { auction: undefined, expired: [] }
  const wasAuction = book.phase === 'ato' || book.phase === 'atc'
  const auction = wasAuction ? uncross(book) : undefined
  const expired: OpenOrder[] = [...expireUnpriced(book)]
  if (!CARRIES_LIMITS.has(phase)) expired.push(...expireLimits(book))
  book.phase = phase
  return { auction, expired }
}

function* expireUnpriced(book: OrderBook): Generator<OpenOrder> {
  for (const side of ['buy', 'sell'] as const) {
    const queue = unpricedOf(book, side)
    while (queue.first) {
      const order = queue.first
      withdraw(book, order)
      yield order
    }
  }
}

function expireLimits(book: OrderBook): readonly OpenOrder[] {
  const open = [...book.orders.values()]
  for (const order of open) withdraw(book, order)
  return open
}
