import { type Price } from '../../domain/money.ts'
import { finalSettlementPrice } from '../../market/settlement-price.ts'
import { priceNow, type TradedSecurity } from '../traded-security.ts'
import type { TradingFloor } from '../trading-floor.ts'
import { type Account, receiveDue } from './account.ts'
import { costsOfFutures } from './costs.ts'
import type { Desk } from './desk.ts'
import { type FutureBook, settleDay } from './future-book.ts'
import { forgetSettled } from './share-lots.ts'

/**
 * Puts a trading day away, its floor being at its end: futures are settled in cash, at the day's last match or, on a contract's last day,
 * at the price that the index gives; day totals, request ids and updates begin anew.
 */
export function settleDesk(desk: Desk, floor: TradingFloor): void {
  for (const account of desk.accounts.values()) {
    for (const book of account.futures.values()) settleFuture(desk, floor, { account, book })
    receiveDue(account, floor.now)
    for (const shares of account.shares.values()) forgetSettled(shares, floor.now)
    account.requestIds.clear()
    account.costs = 0
    account.bought = 0
    account.sold = 0
  }
  desk.live.clear()
  desk.readings = []
  desk.log.newDay()
}

interface Held {
  readonly account: Account
  readonly book: FutureBook
}

function settleFuture(desk: Desk, floor: TradingFloor, { account, book }: Held): void {
  const security = floor.bySymbol.get(book.symbol)
  if (!security) return
  const isLast = security.listed.lastTradingDay === floor.date
  const price = isLast ? finalPrice(desk, floor, security) : priceNow(security)
  account.cash += settleDay(book, price)
  if (!isLast) return
  const quantity = Math.abs(book.net)
  const { multiplier } = book
  if (quantity > 0) account.cash -= costsOfFutures({ price, quantity, multiplier }, floor.date)
  account.futures.delete(book.symbol)
}

const finalPrice = ({ readings }: Desk, { date }: TradingFloor, security: TradedSecurity): Price =>
  finalSettlementPrice(date, readings) ?? priceNow(security)
