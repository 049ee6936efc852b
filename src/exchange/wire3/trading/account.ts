import { priceOf } from '../../../domain/money.ts'
import type { AccountKind, ClientOrder, Holding, OrderEntry } from '../../trading/order-entry.ts'
import { amount } from '../../wire/trading/trading-format.ts'
import { isoDate, orderedRange, pageOf } from '../data/query.ts'
import { NOTHING, refused, replied, type Reply } from '../reply.ts'
import type { Endpoint } from '../rest.ts'
import { figuresOf, moneyOf } from './account-money.ts'
import { orderFields, positionFields } from './order-fields.ts'
import { aboutOwn, type OwnAccount } from './trading-parts.ts'

const KINDS: Readonly<Record<AccountKind, string>> = {
  cash: 'Cash',
  margin: 'Margin',
  derivatives: 'Derivative',
}

const accountInfo =
  (entry: OrderEntry): Endpoint =>
  ({ session }) => {
    const known = session.accounts.flatMap((accountNo) => {
      const kind = entry.kindOf(accountNo)
      return kind ? [{ accountNo, accountType: KINDS[kind] }] : []
    })
    return known.length > 0 ? replied(known) : NOTHING
  }

/** Orders from one day to another, today unless said; newest last. */
function orderBook({ entry, account, query }: OwnAccount): Reply {
  const [from, to] = [query('from'), query('to')]
  const isToday = !from && !to
  const range = isToday ? undefined : orderedRange(isoDate(from), isoDate(to))
  if (typeof range === 'string') return refused(range)
  const orders = range ? entry.orders(account, range.from, range.to) : entry.orders(account)
  const symbol = query('symbol')?.toUpperCase()
  const status = query('orderStatus')
  const asked = orders.filter(
    (order) => (!symbol || order.symbol === symbol) && (!status || order.status === status),
  )
  if (asked.length === 0) return NOTHING
  const orderList = pageOf(asked, query).rows.map(orderRow)
  return replied({ accountNo: account, orderList, totalRecord: asked.length })
}

const orderRow = (order: ClientOrder) => ({ ...orderFields(order), message: order.rejectReason })

function position({ entry, account }: OwnAccount): Reply {
  if (entry.kindOf(account) === 'derivatives') return futures(entry, account)
  const held = entry.holdings(account)
  const orders = entry.orders(account)
  const equity = held.map((holding) => holdingRow(account, holding, orders))
  return equity.length > 0 ? replied({ equity }) : NOTHING
}

function futures(entry: OrderEntry, account: string): Reply {
  const { open, closed } = entry.futures(account)
  if (open.length + closed.length === 0) return NOTHING
  const row = (place: (typeof open)[number]) => ({
    accountNo: account,
    long: place.long,
    short: place.short,
    ...positionFields(place),
  })
  return replied({ derivative: { derOpenPositions: open.map(row), derClosePositions: closed.map(row) } })
}

/** Shares bought count from the day on which they are credited; nothing is pledged or restricted here. */
const holdingRow = (accountNo: string, holding: Holding, orders: readonly ClientOrder[]) => ({
  accountNo,
  symbol: holding.symbol,
  quantity: holding.onHand,
  sellableQuantity: holding.sellable,
  costPrice: amount(holding.averagePrice),
  blockQuantity: holding.blocked,
  dividendQuantity: 0,
  buyingQuantity: openBuys(holding.symbol, orders),
  boughtQuantity: holding.buying[0],
  sellingQuantity: holding.blocked,
  soldQuantity: holding.selling[0],
  t1SellQuantity: holding.selling[1],
  t2SellQuantity: holding.selling[2],
  mortgageQuantity: 0,
  restrictedQuantity: 0,
})

const openBuys = (symbol: string, orders: readonly ClientOrder[]): number =>
  orders
    .filter((order) => order.symbol === symbol && order.side === 'buy')
    .reduce((sum, { open }) => sum + open, 0)

/** What may be ordered; without a price, at the worst one that a market order can meet. */
function maxBuySell({ entry, account, query }: OwnAccount): Reply {
  const symbol = query('symbol')?.toUpperCase()
  if (!symbol) return refused('noSymbol')
  const price = query('price')
  const power = entry.power(account, symbol, price ? priceOf(Number(price)) : undefined)
  if (!power) return NOTHING
  const most = { accountNo: account, symbol, maxBuyQty: power.buy, maxSellQty: power.sell }
  if (entry.kindOf(account) === 'derivatives') return replied(most)
  const { power: purchasingPower = 0 } = entry.money(account) ?? {}
  return replied({ ...most, marginRatio: '100%', purchasingPower })
}

/** What can be asked about accounts, by method and path. */
export const accountEndpoints = (entry: OrderEntry): readonly (readonly [string, Endpoint])[] => [
  ['GET account/info', accountInfo(entry)],
  ['GET trading/orderbook', aboutOwn(entry, orderBook)],
  ['GET trading/position', aboutOwn(entry, position)],
  ['GET trading/accountbalance', aboutOwn(entry, moneyOf)],
  ['GET trading/ppmmraccount', aboutOwn(entry, figuresOf)],
  ['GET trading/maxbuysell', aboutOwn(entry, maxBuySell)],
]
