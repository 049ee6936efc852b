import { type Order } from '../../market/matching/order.ts'
import { orderRefusal as bookRefusal } from '../../market/matching/order-refusal.ts'
import { enterNow } from '../order-desk.ts'
import type { TradedSecurity } from '../traded-security.ts'
import { type Account, receiveDue } from './account.ts'
import { type OrderRecord, orderRecord, snapshot } from './client-order.ts'
import { accountOf, type Desk, type LiveOrder, tellOrder } from './desk.ts'
import type { OrderAction } from '../../market/order-rules.ts'
import type { OrderRequest, Refused, Taken } from './order-entry.ts'
import { bookType, orderRefusal, refuse } from './refuse-order.ts'

/** A request, as far as everyone's are alike. */
interface AnyRequest {
  readonly account: string
  readonly requestId: string
}

/** The account that a request is for, its request id noted; or why the request is not looked at. */
export function admit(desk: Desk, { account: id, requestId }: AnyRequest): Account | Refused {
  const account = accountOf(desk, id)
  if (!account) return refuse('ORD025', `There is no account ${id}.`)
  if (requestId === '') return refuse('ORD006', 'The request has no id.')
  if (account.requestIds.has(requestId)) return refuse('DUPLICATE', `${requestId} was used today.`)
  account.requestIds.add(requestId)
  receiveDue(account, desk.floor().now)
  return account
}

/** Refuses a request and tells so. */
export function refuseAloud(
  desk: Desk,
  refused: Refused,
  about: AnyRequest & { readonly action: OrderAction; readonly record?: OrderRecord | undefined },
): Refused {
  const { code, message } = refused
  const { account, requestId, action, record } = about
  const order = record && snapshot(record)
  const { now: time } = desk.floor()
  desk.log.add({ kind: 'refusal', account, time, action, requestId, code, message, order })
  return refused
}

/** Takes an order of a client to its book, or refuses it. */
export function placeOrder(desk: Desk, request: OrderRequest): Taken | Refused {
  const account = admit(desk, request)
  if ('taken' in account) return account
  const floor = desk.floor()
  const security = floor.bySymbol.get(request.symbol)
  const refusal = security
    ? orderRefusal(request, { floor, security, account })
    : refuse('ORD001', `There is no ${request.symbol}.`)
  const record = orderRecord(request, {
    venue: security?.listed.venue,
    bookId: refusal ? 0 : -++desk.entered,
    date: floor.date,
    now: floor.now,
  })
  account.orders.push(record)
  if (!security || refusal) return refuseRecord(desk, record, refusal)
  send(desk, security, { account, record })
  return { taken: true, order: snapshot(record) }
}

function refuseRecord(desk: Desk, record: OrderRecord, refusal = refuse('ERR500', '')): Refused {
  record.status = 'RJ'
  record.open = 0
  record.rejectCode = refusal.code
  record.rejectReason = refusal.message
  return refuseAloud(desk, refusal, { ...record.request, action: 'enter', record })
}

const REASONS: Partial<Record<string, string>> = {
  noOpposite: 'There is no order on the other side.',
  noClosingPrice: 'There is no closing price.',
}

function send(desk: Desk, security: TradedSecurity, live: LiveOrder): void {
  const { account, record } = live
  const { side, type, price, quantity } = record.request
  const order: Order = {
    id: record.bookId,
    side,
    type: bookType(type),
    price,
    quantity,
    foreign: account.foreign,
  }
  becomes(desk, live, 'RS')
  becomes(desk, live, 'SD')
  const refusal = bookRefusal(security.book, order)
  if (refusal !== undefined) {
    record.rejectCode = 'ERR500'
    record.rejectReason = REASONS[refusal] ?? `The exchange refused it (${refusal}).`
    end(desk, live, 'RJ')
    return
  }
  desk.live.set(order.id, live)
  becomes(desk, live, 'QU')
  const { resting } = enterNow(desk.floor(), security, order)
  if (resting === 0) killRest(desk, live)
  // A market-to-limit order has a price only now.
  else record.price = security.book.orders.get(order.id)?.price ?? record.price
}

/** What a type does not let wait is cancelled. */
function killRest(desk: Desk, live: LiveOrder): void {
  const { record } = live
  if (record.open === 0) return
  record.cancelled += record.open
  end(desk, live, record.filled > 0 ? 'FFPC' : 'CL')
}

/** Brings an order into a state and tells it. */
export function becomes(desk: Desk, live: LiveOrder, status: OrderRecord['status']): void {
  live.record.status = status
  live.record.modifiedAt = desk.floor().now
  tellOrder(desk, live)
}

/** Ends an order: nothing of it is open any more. */
export function end(desk: Desk, live: LiveOrder, status: OrderRecord['status']): void {
  live.record.open = 0
  desk.live.delete(live.record.bookId)
  becomes(desk, live, status)
}
