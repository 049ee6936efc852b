import type { Phase, Venue } from '../../domain/market.ts'
import { isOnTick } from '../tick-size.ts'
import { ladderOf, type OrderBook } from './order-book.ts'
import type { Order, OrderType, Refusal } from './order.ts'

type Accepted = Partial<Record<Phase, readonly OrderType[]>>

const HNX_CONTINUOUS = ['LO', 'MTL', 'MOK', 'MAK'] as const

/** Since May 2025. Where a phase is absent, nothing is taken. */
const ACCEPTED: Record<Venue, Accepted> = {
  HOSE: { ato: ['LO', 'ATO'], continuous: ['LO', 'MTL'], atc: ['LO', 'ATC'] },
  HNX: { continuous: HNX_CONTINUOUS, atc: ['LO', 'ATC'], plo: ['PLO'] },
  UPCOM: { continuous: ['LO'] },
  DERIVATIVES: { ato: ['LO', 'ATO'], continuous: HNX_CONTINUOUS, atc: ['LO', 'ATC'] },
}

/** The order types that a venue takes in a phase. */
export const acceptedOrderTypes = (venue: Venue, phase: Phase): readonly OrderType[] =>
  ACCEPTED[venue][phase] ?? []

/** Why the exchange refuses an order now; `undefined` when it takes it. Foreign room and the sender's means are not its business. */
export function orderRefusal(book: OrderBook, order: Order): Refusal | undefined {
  if (!acceptedOrderTypes(book.rules.venue, book.phase).includes(order.type)) return 'notAccepted'
  // Looked for only where it can be: in a large map that is a twentieth of a morning's work.
  if (order.id <= book.largestId && book.orders.has(order.id)) return 'duplicate'
  return quantityRefusal(book, order.quantity) ?? priceRefusal(book, order) ?? standingRefusal(book, order)
}

/** What is wrong with a quantity. */
export function quantityRefusal({ rules }: OrderBook, quantity: number): Refusal | undefined {
  if (!(quantity > 0) || quantity % rules.lot !== 0) return 'offLot'
  return quantity > (rules.largestOrder ?? Infinity) ? 'tooLarge' : undefined
}

/** What is wrong with a limit, or with its presence. */
export function priceRefusal({ rules }: OrderBook, { type, price }: Pick<Order, 'type' | 'price'>) {
  if (type !== 'LO') return price === undefined ? undefined : 'priceNotAllowed'
  if (price === undefined) return 'priceNeeded'
  if (price > rules.ceiling || price < rules.floor) return 'outsideBand'
  return isOnTick(rules.venue, rules.instrument, price) ? undefined : 'offTick'
}

function standingRefusal(book: OrderBook, { type, side }: Order): Refusal | undefined {
  if (type === 'PLO') return book.lastPrice === undefined ? 'noClosingPrice' : undefined
  const takes = type === 'MTL' || type === 'MOK' || type === 'MAK'
  if (!takes) return undefined
  return ladderOf(book, side === 'buy' ? 'sell' : 'buy').levels.length === 0 ? 'noOpposite' : undefined
}
