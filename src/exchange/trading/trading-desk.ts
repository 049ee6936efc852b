import type { Price } from '../../domain/money.ts'
import type { IsoDate } from '../../domain/time.ts'
import { priceNow, type TradedSecurity } from '../traded-security.ts'
import type { TradingFloor } from '../trading-floor.ts'
import { type Account, type AccountOpening, openIn, openQuantity, receiveDue } from './account.ts'
import { accountMoney, affordable, contractCosts, marginOf, worstNet } from './account-money.ts'
import { amendClientOrder, cancelClientOrder } from './change-order.ts'
import { snapshot } from './client-order.ts'
import type { Clients } from './clients.ts'
import { accountOf, type Desk, futuresOf, openDesk } from './desk.ts'
import { followOrders } from './follow-orders.ts'
import type { ClientOrder, Holding, OrderEntry, OrderPower } from './order-entry.ts'
import { placeOrder } from './place-order.ts'
import { sellableOf } from './refuse-order.ts'
import { settleDesk } from './settle-desk.ts'
import { holdingOf, totalOf } from './share-lots.ts'

/** The desk as the market sees it, and as clients do. */
export interface TradingDesk {
  readonly entry: OrderEntry
  readonly clients: Clients
  /** A trading day is over. */
  readonly dayOver: (floor: TradingFloor) => void
}

/**
 * Where clients' orders come in. It has accounts, checks what a broker checks, sends orders to the books of the floor and
 * follows them there.
 *
 * @param floor - the floor of the running day
 * @param openings - the only accounts that there are; without them any number opens one
 */
export function tradingDesk(floor: () => TradingFloor, openings?: readonly AccountOpening[]): TradingDesk {
  const desk = openDesk(floor, openings)
  return { entry: orderEntry(desk), clients: followOrders(desk), dayOver: (ended) => settleDesk(desk, ended) }
}

function orderEntry(desk: Desk): OrderEntry {
  const known = (id: string): Account | undefined => {
    const account = accountOf(desk, id)
    if (account) receiveDue(account, desk.floor().now)
    return account
  }
  return {
    kindOf: (id) => known(id)?.kind,
    place: (request) => placeOrder(desk, request),
    amend: (request) => amendClientOrder(desk, request),
    cancel: (request) => cancelClientOrder(desk, request),
    orders(id, from = desk.floor().date, to = from) {
      return ordersOf(known(id), from, to)
    },
    holdings: (id) => holdingsOf(desk, known(id)),
    futures(id) {
      const account = known(id)
      return account ? futuresOf(desk, account) : { open: [], closed: [] }
    },
    money(id) {
      const account = known(id)
      return account && accountMoney(account, desk.floor())
    },
    power(id, symbol, price) {
      const account = known(id)
      const security = desk.floor().bySymbol.get(symbol)
      return account && security && powerOf(desk, { account, security, price })
    },
    updatesAfter: (notifyId) => desk.log.after(notifyId),
    reader: () => desk.log.reader(),
  }
}

const ordersOf = (account: Account | undefined, from: IsoDate, to: IsoDate): readonly ClientOrder[] =>
  (account?.orders ?? []).filter(({ date }) => date >= from && date <= to).map(snapshot)

function holdingsOf(desk: Desk, account: Account | undefined): readonly Holding[] {
  const { bySymbol, date, now } = desk.floor()
  return [...(account?.shares ?? [])]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([symbol, shares]) => {
      const security = bySymbol.get(symbol)
      const isThere = totalOf(shares) > 0 || shares.sales.length > 0
      if (!account || !security || !isThere) return []
      const blocked = openQuantity(openIn(account, symbol, 'sell'))
      const { venue } = security.listed
      return [holdingOf(shares, { symbol, venue, blocked, marketPrice: priceNow(security), date, now })]
    })
}

interface PowerQuestion {
  readonly account: Account
  readonly security: TradedSecurity
  readonly price: Price | undefined
}

function powerOf(desk: Desk, { account, security, price }: PowerQuestion): OrderPower {
  const floor = desk.floor()
  const { symbol, ceiling, lot, instrument } = security.listed
  const { power } = accountMoney(account, floor)
  if ((instrument === 'future') !== (account.kind === 'derivatives')) return { buy: 0, sell: 0 }
  if (instrument !== 'future') {
    const sell = Math.max(0, sellableOf(account, symbol, floor))
    return { buy: affordable(floor, power, { price: price ?? ceiling, lot }), sell: sell - (sell % lot) }
  }
  const each = marginOf(floor, security) + contractCosts(floor, security)
  const added = Math.max(0, Math.floor(power / each))
  const worst = worstNet(account, symbol)
  const net = account.futures.get(symbol)?.net ?? 0
  const room = (open: number, signed: number) => Math.max(0, worst + added - (signed + open))
  return {
    buy: room(openQuantity(openIn(account, symbol, 'buy')), net),
    sell: room(openQuantity(openIn(account, symbol, 'sell')), -net),
  }
}
