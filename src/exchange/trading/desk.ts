import type { Reading } from '../../market/settlement-price.ts'
import type { TradingFloor } from '../trading-floor.ts'
import { type Account, type AccountOpening, openAccount } from './account.ts'
import { type OrderRecord, snapshot } from './client-order.ts'
import type { FuturePositions } from './order-entry.ts'
import { closedPosition, openPosition } from './future-book.ts'
import { priceNow } from '../traded-security.ts'
import { type UpdateLog, updateLog } from './update-log.ts'

/** An order in a book, and whose it is. */
export interface LiveOrder {
  readonly account: Account
  readonly record: OrderRecord
}

/** Everything that the exchange knows of its clients. Mutable. */
export interface Desk {
  /** The floor of the running day. */
  readonly floor: () => TradingFloor
  /** The only accounts that there are; without them any may be opened. */
  readonly openings: readonly AccountOpening[] | undefined
  readonly accounts: Map<string, Account>
  /** Orders in the books, by their ids there. */
  readonly live: Map<number, LiveOrder>
  readonly log: UpdateLog
  /** Orders so far. */
  entered: number
  /** Values of today's VN30 from 14:15 on: what futures are settled by on their last day. */
  readings: Reading[]
}

/** A desk without clients. */
export const openDesk = (
  floor: () => TradingFloor,
  openings: readonly AccountOpening[] | undefined,
): Desk => ({
  floor,
  openings,
  accounts: new Map(),
  live: new Map(),
  log: updateLog(),
  entered: 0,
  readings: [],
})

/** The account of a number, opened when it may be; `undefined` when nobody may use it. */
export function accountOf(desk: Desk, id: string): Account | undefined {
  const known = desk.accounts.get(id)
  if (known) return known
  const opening = desk.openings ? desk.openings.find(({ account }) => account === id) : { account: id }
  if (!opening || id === '') return undefined
  const account = openAccount(opening, desk.floor())
  desk.accounts.set(id, account)
  return account
}

/** Tells how an order stands. */
export function tellOrder(desk: Desk, { account, record }: LiveOrder): void {
  desk.log.add({ kind: 'order', account: account.id, time: desk.floor().now, order: snapshot(record) })
}

/** Tells how the futures of an account stand. */
export function tellFutures(desk: Desk, account: Account): void {
  desk.log.add({
    kind: 'portfolio',
    account: account.id,
    time: desk.floor().now,
    futures: futuresOf(desk, account),
  })
}

/** The futures of an account at the prices of now. */
export function futuresOf(desk: Desk, account: Account): FuturePositions {
  const { bySymbol } = desk.floor()
  const priced = [...account.futures.values()].flatMap((book) => {
    const security = bySymbol.get(book.symbol)
    return security ? [{ book, price: priceNow(security) }] : []
  })
  return {
    open: priced.filter(({ book }) => book.net !== 0).map(({ book, price }) => openPosition(book, price)),
    closed: priced
      .filter(({ book }) => book.closed > 0)
      .map(({ book, price }) => closedPosition(book, price)),
  }
}
