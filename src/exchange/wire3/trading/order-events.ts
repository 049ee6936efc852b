import type { FuturePosition, OrderUpdate } from '../../trading/order-entry.ts'
import { amount, sideCode } from '../../wire/trading/trading-format.ts'
import { type Told, told } from '../stream/told.ts'
import { slashTime } from '../wire3-format.ts'
import { orderFields, positionFields } from './order-fields.ts'

type UpdateOf<Kind extends OrderUpdate['kind']> = Extract<OrderUpdate, { readonly kind: Kind }>

/** What goes out of what happened to orders and positions. A refusal about an order that there is not is answered, and told nobody. */
export function orderEvents(update: OrderUpdate): readonly Told[] {
  switch (update.kind) {
    case 'order':
      return [aboutOrders(update, () => orderEvent(update))]
    case 'match':
      return [aboutOrders(update, () => matchEvent(update))]
    case 'refusal':
      return update.order ? [aboutOrders(update, () => refusalEvent(update))] : []
    case 'portfolio':
      return portfolioEvents(update)
  }
}

const aboutOrders = ({ account }: OrderUpdate, data: () => object): Told =>
  told({ type: 'order', interval: '', keys: [account] }, () => JSON.stringify(data()), 'TRADING')

/** Which socket it goes out by is of no use to anybody. */
const numbered = ({ notifyId }: OrderUpdate) => ({ notifyId: String(notifyId), connectionId: '' })

const orderEvent = ({ order, account, ...update }: UpdateOf<'order'>) => ({
  eventType: 'orderEvent',
  accountNo: account,
  ...orderFields(order),
  osQty: order.open,
  rejectReason: order.rejectReason,
  errorCode: order.rejectCode,
  errorMessage: order.rejectReason,
  systemRequestId: order.lastRequestId,
  ...numbered({ order, account, ...update }),
})

const matchEvent = (update: UpdateOf<'match'>) => ({
  eventType: 'orderMatchEvent',
  ...numbered(update),
  clientRequestId: update.order.requestId,
  orderId: update.order.orderId,
  symbol: update.order.symbol,
  side: sideCode(update.order.side),
  accountNo: update.account,
  matchPrice: String(amount(update.price)),
  matchQty: update.quantity,
  matchTime: slashTime(update.time),
})

/** The order as it stands, with what was wrong with the request about it. */
const refusalEvent = (update: UpdateOf<'refusal'>) => ({
  ...(update.order && orderEvent({ ...update, kind: 'order', order: update.order })),
  errorCode: update.code,
  errorMessage: update.message,
  systemRequestId: update.requestId,
})

function portfolioEvents(update: UpdateOf<'portfolio'>): readonly Told[] {
  const { account, futures } = update
  const event = (position: FuturePosition, positionType: 'Open' | 'Close'): Told =>
    told(
      { type: 'portfolio', interval: '', keys: [account] },
      () => JSON.stringify({ ...portfolioEvent(account, position), positionType }),
      'TRADING',
    )
  return [
    ...futures.open.map((position) => event(position, 'Open')),
    ...futures.closed.map((position) => event(position, 'Close')),
  ]
}

const portfolioEvent = (accountNo: string, position: FuturePosition) => ({
  eventType: 'clientPortfolioEvent',
  accountNo,
  longQty: position.long,
  shortQty: position.short,
  ...positionFields(position),
  marketPrice: amount(position.marketPrice),
})
