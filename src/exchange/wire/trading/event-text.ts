import type { ClientOrder, FuturePosition, OrderUpdate } from '../../trading/order-entry.ts'
import { amount, marketOf, sideCode, timeText } from './trading-format.ts'

type UpdateOf<Kind extends OrderUpdate['kind']> = Extract<OrderUpdate, { readonly kind: Kind }>

/** Where a request came from is not kept; the real stream names the broker's own relay here. */
const SENT = { ipAddress: '127.0.0.1', prefix: 'vnf' } as const
/** Conditional orders are not served. */
const NO_STOP = { stopOrder: false, stopPrice: 0, stopType: '', stopStep: 0, profitPrice: 0 } as const

/** The text of a Broadcast of the hub: what happened, to orders or futures. */
export const eventText = (update: OrderUpdate): string => JSON.stringify(eventOf(update))

function eventOf(update: OrderUpdate): object {
  switch (update.kind) {
    case 'order':
      return { type: 'orderEvent', data: orderEvent(update) }
    case 'match':
      return { type: 'orderMatchEvent', data: matchEvent(update) }
    case 'refusal':
      return { type: 'orderError', data: errorEvent(update) }
    case 'portfolio':
      return { type: 'clientPortfolioEvent', data: portfolioEvent(update) }
  }
}

const orderFields = (order: ClientOrder) => ({
  orderID: order.orderId,
  instrumentID: order.symbol,
  buySell: sideCode(order.side),
  orderType: order.type,
  price: amount(order.price),
  quantity: order.quantity,
  marketID: marketOf(order.venue),
  origOrderId: '',
  account: order.account,
  channel: 'TA',
  inputTime: timeText(order.enteredAt),
  modifiedTime: timeText(order.modifiedAt),
  isForceSell: 'F',
  isShortSell: 'F',
  origRequestID: order.requestId,
  ...NO_STOP,
})

const orderEvent = ({ notifyId, order }: UpdateOf<'order'>) => ({
  ...orderFields(order),
  ...SENT,
  notifyID: notifyId,
  uniqueID: order.lastRequestId,
  cancelQty: order.cancelled,
  osQty: order.open,
  filledQty: order.filled,
  avgPrice: amount(order.averagePrice),
  orderStatus: order.status,
  rejectReason: order.rejectReason,
})

const matchEvent = ({ notifyId, order, price, quantity, time }: UpdateOf<'match'>) => ({
  orderID: order.orderId,
  notifyID: notifyId,
  instrumentID: order.symbol,
  uniqueID: order.requestId,
  buySell: sideCode(order.side),
  matchPrice: amount(price),
  matchQty: quantity,
  ...SENT,
  account: order.account,
  matchTime: timeText(time),
})

const errorEvent = ({ notifyId, requestId, code, message, order, account }: UpdateOf<'refusal'>) => ({
  ...(order && orderFields(order)),
  message,
  notifyID: notifyId,
  data: null,
  errorCode: code,
  uniqueID: requestId,
  account,
  connectionID: '',
  ...SENT,
})

const portfolioEvent = ({ notifyId, account, futures }: UpdateOf<'portfolio'>) => ({
  account,
  notifyID: notifyId,
  data: null,
  clientPortfoliosOpen: futures.open.map(spelledPosition),
  clientPortfoliosClose: futures.closed.map(spelledPosition),
  uniqueID: '',
  connectionID: '',
  ...SENT,
})

/** SSI's stream spells the market so. */
const spelledPosition = (position: FuturePosition) => {
  const { marketID: martketID, ...fields } = positionRow(position)
  return { martketID, ...fields }
}

/** A position in futures, as REST has it. */
export const positionRow = (position: FuturePosition) => ({
  marketID: 'VNFE',
  instrumentID: position.symbol,
  longQty: position.long,
  shortQty: position.short,
  net: position.net,
  bidAvgPrice: amount(position.averageBid),
  askAvgPrice: amount(position.averageAsk),
  tradePrice: amount(position.averageBid ?? position.averageAsk),
  marketPrice: amount(position.marketPrice),
  floatingPL: position.floatingProfit,
  tradingPL: position.tradingProfit,
})
