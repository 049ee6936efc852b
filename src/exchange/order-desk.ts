import type { Price, Quantity } from '../domain/money.ts'
import { type Amendment, amendOrder } from '../market/matching/amend-order.ts'
import { cancelOrder } from '../market/matching/cancel-order.ts'
import { enterOrder } from '../market/matching/enter-order.ts'
import { bestLevel } from '../market/matching/ladder.ts'
import type { OpenOrder, Order, OrderSide, OrderType, Outcome } from '../market/matching/order.ts'
import { countForeign, exceedsRoom, takeRoom } from './foreign-account.ts'
import { printMatch } from './printing.ts'
import { foreignLater, quoteLater, tellQuote } from './telling.ts'
import type { TradedSecurity } from './traded-security.ts'
import { tellClients } from './trading/clients.ts'
import type { TradingFloor } from './trading-floor.ts'

/** What an investor wants to do. */
export interface Wish {
  readonly side: OrderSide
  readonly type: OrderType
  readonly price: Price | undefined
  readonly quantity: Quantity
}

/** Sends an order of the flow to the book of a security. A refused one leaves no trace. */
export function sendOrder(floor: TradingFloor, security: TradedSecurity, wish: Wish): void {
  const { side, type, price, quantity } = wish
  const foreign = floor.orders.chance(security.listing.foreignShare)
  const order: Order = { id: ++floor.lastOrderId, side, type, price, quantity, foreign }
  if (!exceedsRoom(security.foreign, order)) enterNow(floor, security, order)
}

/** Enters an order in the book of a security and prints what it matches, whoever sent it. A refused one leaves no trace. */
export function enterNow(floor: TradingFloor, security: TradedSecurity, order: Order): Outcome {
  tellBefore(floor, security, order)
  const outcome = enterOrder(security.book, order)
  if (outcome.refusal === undefined) settle(floor, security, { order, outcome })
  return outcome
}

/** Changes a waiting order and prints what it then matches. A refused change leaves no trace. */
export function amendNow(
  floor: TradingFloor,
  security: TradedSecurity,
  { order, change }: { readonly order: OpenOrder; readonly change: Amendment },
): void {
  const left = order.remaining
  if ('price' in change) tellBefore(floor, security, { ...order, price: change.price })
  const outcome = amendOrder(security.book, order.id, change)
  if (outcome.refusal !== undefined) return
  giveRoomBack(floor, security, { order, left })
  settle(floor, security, { order, outcome })
}

/** A trade must find the quote told that stood before it: who is the aggressor is read from that. */
function tellBefore(floor: TradingFloor, security: TradedSecurity, order: Order): void {
  if (security.quoteDue && willMatch(security, order)) tellQuote(floor, security)
}

function willMatch({ book, session }: TradedSecurity, { side, price }: Order): boolean {
  const best = session === 'LO' ? bestLevel(side === 'buy' ? book.asks : book.bids)?.price : undefined
  if (best === undefined || price === undefined) return best !== undefined
  return side === 'buy' ? price >= best : price <= best
}

interface Entered {
  readonly order: Order
  readonly outcome: Outcome
}

function settle(floor: TradingFloor, security: TradedSecurity, { order, outcome }: Entered): void {
  const { fills, resting } = outcome
  let filled = 0
  let foreigners = false
  for (const fill of fills) {
    filled += fill.quantity
    foreigners = countForeign(security.foreign, fill, security.listing.multiplier) || foreigners
    const { price, quantity: volume, aggressor: side } = fill
    printMatch(floor, security, { price, volume, side, session: security.session })
    tellClients(floor.clients, security, fill)
  }
  const roomTaken = takeRoom(security.foreign, order, filled + resting)
  if ((foreigners || roomTaken) && security.foreign.metered) foreignLater(floor, security)
  if (filled + resting > 0) quoteLater(floor, security)
}

/** Takes a waiting order back. */
export function withdrawOrder(floor: TradingFloor, security: TradedSecurity, order: OpenOrder): void {
  const left = order.remaining
  if (cancelOrder(security.book, order.id) !== undefined) return
  giveRoomBack(floor, security, { order, left })
  quoteLater(floor, security)
}

/** Gives a foreigner's room back for what was open of a buy that is no more. */
export function giveRoomBack(
  floor: TradingFloor,
  security: TradedSecurity,
  { order, left }: { readonly order: OpenOrder; readonly left: Quantity },
): void {
  if (takeRoom(security.foreign, order, -left)) foreignLater(floor, security)
}
