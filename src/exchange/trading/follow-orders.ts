import { ictTimeOfDay } from '../../domain/time.ts'
import { type Price, type Quantity, turnover, type Vnd } from '../../domain/money.ts'
import type { OrderSide } from '../../market/matching/order.ts'
import type { TradedSecurity } from '../traded-security.ts'
import type { TradingFloor } from '../trading-floor.ts'
import type { Account } from './account.ts'
import { snapshot } from './client-order.ts'
import type { Clients } from './clients.ts'
import { costsOfFutures, costsOfShares } from './costs.ts'
import { type Desk, type LiveOrder, tellFutures } from './desk.ts'
import { applyFill, type FutureBook, futureBook } from './future-book.ts'
import { becomes, end } from './place-order.ts'
import { settledAt } from '../settled-at.ts'
import { addShares, ownedShares, type ShareLots, takeShares } from './share-lots.ts'

/** The index that listed futures are on, and when the readings begin that their last day is settled by. */
const UNDERLYING = 'VN30'
const READINGS_FROM = 14.25 * 3_600_000

/** Keeps the accounts in step with what happens to their orders in the books. */
export const followOrders = (desk: Desk): Clients => ({
  matched(security, { id }, { price, quantity }) {
    const live = desk.live.get(id)
    if (live) count(desk, live, { security, side: live.record.request.side, price, quantity })
  },
  expired({ id }) {
    const live = desk.live.get(id)
    if (live) end(desk, live, 'EX')
  },
  indexTold({ indexId, time, value }) {
    if (indexId === UNDERLYING && ictTimeOfDay(time) >= READINGS_FROM) desk.readings.push({ time, value })
  },
})

/** One side of a match. */
interface Match {
  readonly security: TradedSecurity
  readonly side: OrderSide
  readonly price: Price
  readonly quantity: Quantity
}

function count(desk: Desk, live: LiveOrder, match: Match): void {
  const { account, record } = live
  const { price, quantity } = match
  const floor = desk.floor()
  record.filled += quantity
  record.filledValue += price * quantity
  record.open -= quantity
  record.modifiedAt = floor.now
  record.status = record.open === 0 ? 'FF' : 'PF'
  const isFuture = match.security.listed.instrument === 'future'
  if (isFuture) bookFuture(floor, account, match)
  else bookShares(floor, account, match)
  desk.log.add({
    kind: 'match',
    account: account.id,
    time: floor.now,
    order: snapshot(record),
    price,
    quantity,
  })
  if (record.open === 0) end(desk, live, 'FF')
  else becomes(desk, live, 'PF')
  if (isFuture) tellFutures(desk, account)
}

function countCosts(account: Account, side: OrderSide, { value, costs }: { value: Vnd; costs: Vnd }): void {
  account.costs += costs
  if (side === 'buy') account.bought += value
  else account.sold += value
}

function bookFuture({ date }: TradingFloor, account: Account, match: Match): void {
  const { symbol, multiplier } = match.security.listed
  const { price, quantity, side } = match
  const costs = costsOfFutures({ price, quantity, multiplier }, date)
  const book = account.futures.get(symbol) ?? opened(account, futureBook(symbol, multiplier))
  applyFill(book, match)
  account.cash -= costs
  countCosts(account, side, { value: turnover(price, quantity, multiplier), costs })
}

function opened(account: Account, book: FutureBook): FutureBook {
  account.futures.set(book.symbol, book)
  return book
}

function bookShares({ date }: TradingFloor, account: Account, match: Match): void {
  const { price, quantity, side, security } = match
  const value = turnover(price, quantity)
  const costs = costsOfShares(side, value, date)
  const { symbol } = security.listed
  const shares = account.shares.get(symbol) ?? begun(account, symbol, ownedShares(date, 0, price))
  countCosts(account, side, { value, costs })
  if (side === 'buy') {
    account.cash -= value + costs
    addShares(shares, { date, price, quantity })
    return
  }
  takeShares(shares, { date, price, quantity })
  const receivable = { tradeDate: date, settledAt: settledAt(date), amount: value - costs }
  account.receivables = [...account.receivables, receivable]
}

function begun(account: Account, symbol: string, shares: ShareLots): ShareLots {
  account.shares.set(symbol, shares)
  return shares
}
