import type { Venue } from '../../domain/market.ts'
import type { Price, Quantity } from '../../domain/money.ts'
import type { Instant, IsoDate } from '../../domain/time.ts'
import type { ClientOrder, OrderRequest, OrderStatus, RefusalCode } from './order-entry.ts'

/** An order of a client while it lives, and after. Mutable. */
export interface OrderRecord {
  readonly request: OrderRequest
  readonly date: IsoDate
  readonly venue: Venue | undefined
  /** As the book knows it, below 0; 0 where the broker refused it. */
  readonly bookId: number
  lastRequestId: string
  price: Price | undefined
  quantity: Quantity
  filled: Quantity
  cancelled: Quantity
  open: Quantity
  /** Σ price × quantity of what was filled, hundredths. */
  filledValue: number
  status: OrderStatus
  readonly enteredAt: Instant
  modifiedAt: Instant
  rejectCode: RefusalCode | ''
  rejectReason: string
}

/** Where and when an order is entered. */
export interface Entering {
  readonly venue: Venue | undefined
  readonly bookId: number
  readonly date: IsoDate
  readonly now: Instant
}

/** An order that was just received. */
export const orderRecord = (request: OrderRequest, { venue, bookId, date, now }: Entering): OrderRecord => ({
  request,
  date,
  venue,
  bookId,
  lastRequestId: request.requestId,
  price: request.price,
  quantity: request.quantity,
  filled: 0,
  cancelled: 0,
  open: request.quantity,
  filledValue: 0,
  status: 'RS',
  enteredAt: now,
  modifiedAt: now,
  rejectCode: '',
  rejectReason: '',
})

/** Numbers of the exchange: eight digits, so that no client takes one for a request's. */
const FIRST_ORDER_ID = 40_000_000

/** The exchange's id of an order; empty where the broker refused it. */
const orderIdOf = ({ bookId }: OrderRecord): string => (bookId === 0 ? '' : String(FIRST_ORDER_ID - bookId))

/** Whether an order is named by a key. */
export const isNamed = (
  record: OrderRecord,
  key: { readonly orderId: string } | { readonly placedBy: string },
): boolean =>
  record.bookId !== 0 &&
  ('orderId' in key ? orderIdOf(record) === key.orderId : record.request.requestId === key.placedBy)

const ENDED: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['FF', 'FFPC', 'CL', 'RJ', 'EX'])

/** Nothing can happen to it any more. */
export const isEnded = ({ status }: OrderRecord): boolean => ENDED.has(status)

/** The order as it stands, for others to keep. */
export function snapshot(record: OrderRecord): ClientOrder {
  const { request, filled, filledValue, lastRequestId, status, venue } = record
  const { account, requestId, symbol, side, type } = request
  return {
    orderId: orderIdOf(record),
    account,
    requestId,
    lastRequestId,
    symbol,
    venue,
    side,
    type,
    price: record.price,
    quantity: record.quantity,
    filled,
    cancelled: record.cancelled,
    open: record.open,
    averagePrice: filled > 0 ? filledValue / filled : undefined,
    status,
    enteredAt: record.enteredAt,
    modifiedAt: record.modifiedAt,
    rejectCode: record.rejectCode,
    rejectReason: record.rejectReason,
  }
}
