import { priceOf } from '../../../domain/money.ts'
import type { IsoDate } from '../../../domain/time.ts'
import type { AccountKind, Holding, OrderEntry } from '../../trading/order-entry.ts'
import type { RestQuery } from '../rest/rest-query.ts'
import { isoDateOf } from '../rest/date-range.ts'
import { cashBalance, derivativesBalance, marginFigures } from './balances.ts'
import { positionRow } from './event-text.ts'
import { auditRow, orderRow } from './order-row.ts'
import { amount, marketOf, refusedWith, success, type TradingEnvelope } from './trading-format.ts'

/** A question about an account that is known. */
interface AccountQuestion {
  readonly entry: OrderEntry
  readonly account: string
  readonly kind: AccountKind
  readonly query: RestQuery
}

/** Answers one kind of question. */
export type AccountList = (question: AccountQuestion) => TradingEnvelope

const orderBook: AccountList = ({ entry, account }) =>
  success({
    account,
    orders: entry
      .orders(account)
      .filter(({ orderId }) => orderId !== '')
      .map(orderRow),
  })

const auditOrderBook: AccountList = ({ entry, account }) =>
  success({ account, orders: entry.orders(account).map(auditRow) })

const orderHistory: AccountList = ({ entry, account, query }) => {
  const [from, to] = [dateIn(query, 'startDate'), dateIn(query, 'endDate')]
  if (from === undefined || to === undefined || from > to)
    return refusedWith('startDate and endDate must be dd/MM/yyyy, in this order.')
  const orders = entry.orders(account, from, to).filter(({ orderId }) => orderId !== '')
  return success({ orderHistories: orders.map(orderRow), account })
}

const dateIn = (query: RestQuery, name: string): IsoDate | undefined => isoDateOf(query(name))

const stockPosition: AccountList = ({ entry, account }) => {
  const held = entry.holdings(account)
  const money = entry.money(account)
  return success({
    account,
    totalMarketValue: money?.sharesValue ?? 0,
    stockPositions: held.map(holdingRow),
  })
}

const holdingRow = ({ buying, selling, ...holding }: Holding) => ({
  marketID: marketOf(holding.venue),
  instrumentID: holding.symbol,
  onHand: holding.onHand,
  block: holding.blocked,
  bonus: 0,
  buyT0: buying[0],
  buyT1: buying[1],
  buyT2: buying[2],
  sellT0: selling[0],
  sellT1: selling[1],
  sellT2: selling[2],
  avgPrice: amount(holding.averagePrice),
  mortgage: 0,
  sellableQty: holding.sellable,
  holdForTrade: holding.blocked,
  marketPrice: amount(holding.marketPrice),
})

const derivPosition: AccountList = ({ entry, account }) => {
  const { open, closed } = entry.futures(account)
  return success({ account, openPosition: open.map(positionRow), closePosition: closed.map(positionRow) })
}

const maxBuyQty: AccountList = ({ entry, account, query }) => {
  const price = priceOf(Number(query('price')))
  const power = entry.power(account, symbolIn(query), price)
  if (!power || price === undefined) return refusedWith('instrumentID or price is not correct.')
  const { power: purchasingPower } = entry.money(account) ?? { power: 0 }
  return success({ account, maxBuyQty: power.buy, marginRatio: '100%', purchasingPower })
}

const maxSellQty: AccountList = ({ entry, account, query }) => {
  const power = entry.power(account, symbolIn(query))
  return power ? success({ account, maxSellQty: power.sell }) : refusedWith('instrumentID is not correct.')
}

const symbolIn = (query: RestQuery): string => (query('instrumentID') ?? '').toUpperCase()

/** A question that only some kinds of account can answer. */
const only =
  (kinds: readonly AccountKind[], list: AccountList): AccountList =>
  (question) =>
    kinds.includes(question.kind) ? list(question) : refusedWith('Account is not correct.')

const moneyOf =
  (row: typeof cashBalance | typeof marginFigures | typeof derivativesBalance): AccountList =>
  ({ entry, account }) => {
    const money = entry.money(account)
    return money ? success(row(account, money)) : refusedWith('Account is not correct.')
  }

/** By their names in lower case. */
export const accountLists: ReadonlyMap<string, AccountList> = new Map([
  ['orderbook', orderBook],
  ['auditorderbook', auditOrderBook],
  ['orderhistory', orderHistory],
  ['stockposition', only(['cash', 'margin'], stockPosition)],
  ['derivposition', only(['derivatives'], derivPosition)],
  ['maxbuyqty', maxBuyQty],
  ['maxsellqty', maxSellQty],
  ['cashacctbal', only(['cash', 'margin'], moneyOf(cashBalance))],
  ['derivacctbal', only(['derivatives'], moneyOf(derivativesBalance))],
  ['ppmmraccount', only(['margin'], moneyOf(marginFigures))],
])
