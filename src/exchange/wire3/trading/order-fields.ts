import type { ClientOrder, FuturePosition } from '../../trading/order-entry.ts'
import { amount, sideCode } from '../../wire/trading/trading-format.ts'
import { slashTime } from '../wire3-format.ts'

/** What every telling of an order has. A price is text; an order without one has its type there. */
export const orderFields = (order: ClientOrder) => ({
  clientRequestId: order.requestId,
  orderId: order.orderId,
  symbol: order.symbol,
  side: sideCode(order.side),
  orderType: order.type,
  price: order.price === undefined ? order.type : String(amount(order.price)),
  avgPrice: String(amount(order.averagePrice)),
  quantity: order.quantity,
  filledQty: order.filled,
  cancelQty: order.cancelled,
  orderStatus: order.status,
  inputTime: slashTime(order.enteredAt),
  modifiedTime: slashTime(order.modifiedAt),
})

/** What every telling of a position in futures has. */
export const positionFields = (position: FuturePosition) => ({
  symbol: position.symbol,
  net: position.net,
  bidAvgPrice: amount(position.averageBid),
  askAvgPrice: amount(position.averageAsk),
  tradePrice: amount(position.averageBid ?? position.averageAsk),
  floatingPL: position.floatingProfit,
  tradingPL: position.tradingProfit,
})
