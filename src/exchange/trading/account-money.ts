import { type Price, type Quantity, turnover, type Vnd } from '../../domain/money.ts'
import { priceNow, type TradedSecurity } from '../traded-security.ts'
import type { TradingFloor } from '../trading-floor.ts'
import { type Account, openIn, openOrders, openQuantity } from './account.ts'
import type { OrderRecord } from './client-order.ts'
import { costsOfFutures, costsOfShares, initialMargin } from './costs.ts'
import { floatingProfit, futureBook, tradingProfit } from './future-book.ts'
import type { AccountMoney } from './order-entry.ts'
import { worthOf } from './share-lots.ts'

const sumOf = <T>(items: Iterable<T>, value: (item: T) => number): number =>
  [...items].reduce((sum, item) => sum + value(item), 0)

/** What an open order would pay or bring: at its limit, or for a buy without one at the ceiling. */
function orderValue(floor: TradingFloor, { request, price, open }: OrderRecord): Vnd {
  const security = floor.bySymbol.get(request.symbol)
  if (!security) return 0
  const { ceiling, multiplier } = security.listed
  return turnover(price ?? (request.side === 'buy' ? ceiling : priceNow(security)), open, multiplier)
}

/** What a buy of shares holds back: its value and the brokerage. */
export const buyHold = ({ date }: TradingFloor, value: Vnd): Vnd => value + costsOfShares('buy', value, date)

const oneOf = (security: TradedSecurity) => ({
  price: priceNow(security),
  quantity: 1,
  multiplier: security.listed.multiplier,
})

/** Initial margin of one contract now. */
export const marginOf = ({ date }: TradingFloor, security: TradedSecurity): Vnd =>
  initialMargin(oneOf(security), date)

/** Costs of one contract at its price now, one side. */
export const contractCosts = ({ date }: TradingFloor, security: TradedSecurity): Vnd =>
  costsOfFutures(oneOf(security), date)

/** The most contracts of a future that an account would hold on either side, were its open orders and some more filled. */
export function worstNet(
  account: Account,
  symbol: string,
  added: { readonly buys: Quantity; readonly sells: Quantity } = { buys: 0, sells: 0 },
): Quantity {
  const net = account.futures.get(symbol)?.net ?? 0
  const buys = openQuantity(openIn(account, symbol, 'buy')) + added.buys
  const sells = openQuantity(openIn(account, symbol, 'sell')) + added.sells
  return Math.max(Math.abs(net + buys), Math.abs(net - sells))
}

interface FutureMoney {
  readonly margin: Vnd
  readonly onHold: Vnd
  readonly floating: Vnd
  readonly trading: Vnd
}

const NO_FUTURES: FutureMoney = { margin: 0, onHold: 0, floating: 0, trading: 0 }

function futureMoney(account: Account, floor: TradingFloor): FutureMoney {
  if (account.kind !== 'derivatives') return NO_FUTURES
  const symbols = new Set([
    ...account.futures.keys(),
    ...openOrders(account).map(({ request }) => request.symbol),
  ])
  return [...symbols].reduce((sum, symbol) => {
    const security = floor.bySymbol.get(symbol)
    if (!security) return sum
    const book = account.futures.get(symbol) ?? futureBook(symbol, security.listed.multiplier)
    const each = marginOf(floor, security)
    const margin = Math.abs(book.net) * each
    return {
      margin: sum.margin + margin,
      onHold: sum.onHold + worstNet(account, symbol) * each - margin,
      floating: sum.floating + floatingProfit(book, priceNow(security)),
      trading: sum.trading + tradingProfit(book),
    }
  }, NO_FUTURES)
}

/** The money of an account now. What is due must have been received. */
export function accountMoney(account: Account, floor: TradingFloor): AccountMoney {
  const open = openOrders(account)
  const side = (wanted: 'buy' | 'sell') =>
    sumOf(
      open.filter(({ request }) => request.side === wanted),
      (order) => orderValue(floor, order),
    )
  const futures = futureMoney(account, floor)
  const isFutures = account.kind === 'derivatives'
  const buying = side('buy')
  const onHold = isFutures ? futures.onHold : holdOf(open, floor)
  return {
    kind: account.kind,
    cash: account.cash,
    onHold,
    receiving: receivingOf(account, floor),
    costs: account.costs,
    bought: account.bought,
    sold: account.sold,
    buying,
    selling: side('sell'),
    margin: futures.margin,
    floatingProfit: futures.floating,
    tradingProfit: futures.trading,
    sharesValue: sumOf(account.shares, ([symbol, shares]) => {
      const security = floor.bySymbol.get(symbol)
      return security ? worthOf(shares, priceNow(security)) : 0
    }),
    power: account.cash + futures.floating + futures.trading - futures.margin - onHold,
  }
}

const holdOf = (open: readonly OrderRecord[], floor: TradingFloor): Vnd =>
  sumOf(open, (order) => (order.request.side === 'buy' ? buyHold(floor, orderValue(floor, order)) : 0))

function receivingOf({ receivables }: Account, { date }: TradingFloor): readonly [Vnd, Vnd] {
  const of = (isToday: boolean) =>
    sumOf(
      receivables.filter(({ tradeDate }) => (tradeDate === date) === isToday),
      ({ amount }) => amount,
    )
  return [of(false), of(true)]
}

/** The largest whole number of lots of a share that an amount buys at a price, brokerage included. */
export function affordable(floor: TradingFloor, power: Vnd, { price, lot }: { price: Price; lot: Quantity }) {
  const lots = Math.floor(power / Math.max(1, buyHold(floor, turnover(price, lot))))
  return Math.max(0, lots) * lot
}
