import { type Price, turnover } from '../../domain/money.ts'
import type { Amendment } from '../../market/matching/amend-order.ts'
import type { OpenOrder } from '../../market/matching/order.ts'
import { type OrderAction, orderActions } from '../../market/order-rules.ts'
import { amendNow, withdrawOrder } from '../order-desk.ts'
import type { TradedSecurity } from '../traded-security.ts'
import type { Account } from './account.ts'
import { accountMoney, buyHold } from './account-money.ts'
import { isEnded, isNamed, type OrderRecord, snapshot } from './client-order.ts'
import type { Desk } from './desk.ts'
import type { AmendRequest, CancelRequest, Refused, Taken } from './order-entry.ts'
import { admit, becomes, end, refuseAloud } from './place-order.ts'
import { limitRefusal, meansRefusal, refuse, sizeRefusal } from './refuse-order.ts'

/** An order that may be changed, where it waits. */
interface Waiting {
  readonly account: Account
  readonly record: OrderRecord
  readonly security: TradedSecurity
  readonly order: OpenOrder
}

/** Changes the price or the whole quantity of a waiting order, or refuses to. */
export function amendClientOrder(desk: Desk, request: AmendRequest): Taken | Refused {
  const waiting = asked(desk, request, 'amend')
  if ('taken' in waiting) return waiting
  const { record, security, order } = waiting
  const refusal = amendmentRefusal(desk, request, waiting)
  if (refusal) return refuseAloud(desk, refusal, { ...request, action: 'amend', record })
  record.lastRequestId = request.requestId
  becomes(desk, waiting, 'WM')
  const { price, quantity = record.quantity } = request
  const isPrice = price !== undefined && price !== record.price
  const change: Amendment = isPrice ? { price } : { remaining: quantity - record.filled }
  if (isPrice) record.price = price
  record.open += quantity - record.quantity
  record.quantity = quantity
  becomes(desk, waiting, record.filled > 0 ? 'PF' : 'QU')
  amendNow(desk.floor(), security, { order, change })
  return { taken: true, order: snapshot(record) }
}

/** Cancels what is left of a waiting order, or refuses to. */
export function cancelClientOrder(desk: Desk, request: CancelRequest): Taken | Refused {
  const waiting = asked(desk, request, 'cancel')
  if ('taken' in waiting) return waiting
  const { record, security, order } = waiting
  record.lastRequestId = request.requestId
  becomes(desk, waiting, 'WC')
  withdrawOrder(desk.floor(), security, order)
  record.cancelled += record.open
  end(desk, waiting, record.filled > 0 ? 'FFPC' : 'CL')
  return { taken: true, order: snapshot(record) }
}

/** The waiting order that a request is about. */
function asked(desk: Desk, request: CancelRequest, action: OrderAction): Waiting | Refused {
  const account = admit(desk, request)
  if ('taken' in account) return account
  const record = account.orders.findLast((known) => isNamed(known, request.order))
  const waiting = waitingOrder(desk, { account, record, action })
  return 'taken' in waiting ? refuseAloud(desk, waiting, { ...request, action, record }) : waiting
}

/** What is to be changed, and how. */
interface Change {
  readonly account: Account
  readonly record: OrderRecord | undefined
  readonly action: OrderAction
}

function waitingOrder(desk: Desk, { account, record, action }: Change): Waiting | Refused {
  if (!record) return refuse('ORD013', 'There is no such order.')
  const security = desk.floor().bySymbol.get(record.request.symbol)
  const order = security?.book.orders.get(record.bookId)
  if (!security || !order || isEnded(record)) return refuse('ORD012', 'The order is at its end.')
  const { phase } = security.book
  if (!orderActions(security.listed.venue, phase).includes(action))
    return refuse('ORD011', `Orders cannot be changed now (${phase}).`)
  return { account, record, security, order }
}

function amendmentRefusal(desk: Desk, request: AmendRequest, waiting: Waiting): Refused | undefined {
  const { record } = waiting
  const price = unless(request.price, record.price)
  const quantity = unless(request.quantity, record.quantity)
  if (price !== undefined && quantity !== undefined)
    return refuse('ERR500', 'Price and quantity cannot change in one request.')
  if (price !== undefined) return priceRefusal(desk, price, waiting)
  if (quantity !== undefined) return quantityRefusal(desk, quantity, waiting)
  return refuse('ORD014', 'Nothing would change.')
}

/** What is asked for, where it is not so already. */
const unless = <T>(wanted: T | undefined, now: T | undefined): T | undefined =>
  wanted === now ? undefined : wanted

function quantityRefusal(desk: Desk, quantity: number, waiting: Waiting): Refused | undefined {
  const { record, security, account } = waiting
  const { side } = record.request
  const more = quantity - record.quantity
  const wrong = sizeRefusal(quantity, security)
  if (wrong) return wrong
  if (more + record.open <= 0) return refuse('ORD031', 'So much of the order is not open any more.')
  if (more <= 0) return undefined
  const claim = { side, price: record.price, quantity: more }
  return meansRefusal(claim, { floor: desk.floor(), security, account })
}

function priceRefusal(desk: Desk, price: Price, { account, record, security }: Waiting): Refused | undefined {
  const wrong = limitRefusal({ type: 'LO', price }, security)
  if (wrong || record.request.side === 'sell' || account.kind === 'derivatives') return wrong
  // A dearer buy of shares needs more power.
  const floor = desk.floor()
  const holdAt = (limit: Price) => buyHold(floor, turnover(limit, record.open))
  const more = holdAt(price) - holdAt(record.price ?? price)
  return more > accountMoney(account, floor).power
    ? refuse('ORD008', 'There is not enough buying power.')
    : undefined
}
