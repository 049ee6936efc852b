import type { ClientOrder } from '../../trading/order-entry.ts'
import { amount, marketOf, sideCode, timeText } from './trading-format.ts'

/** An order in a list of REST. */
export const orderRow = (order: ClientOrder) => ({
  uniqueID: order.requestId,
  orderID: order.orderId,
  buySell: sideCode(order.side),
  price: amount(order.price),
  quantity: order.quantity,
  filledQty: order.filled,
  orderStatus: order.status,
  marketID: marketOf(order.venue),
  inputTime: timeText(order.enteredAt),
  modifiedTime: timeText(order.modifiedAt),
  instrumentID: order.symbol,
  orderType: order.type,
  cancelQty: order.cancelled,
  avgPrice: amount(order.averagePrice),
  isForcesell: 'F',
  isShortsell: 'F',
})

/** The same with why it was refused. */
export const auditRow = (order: ClientOrder) => ({
  ...orderRow(order),
  rejectReason: order.rejectReason,
  lastErrorEvent: order.rejectCode,
})
