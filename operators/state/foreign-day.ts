import type { ClassifiedTrade, Connection, ForeignTotals } from '../../src/domain/event.ts'
import type { Price } from '../../src/domain/money.ts'
import { pointValue } from '../../src/market/point-value.ts'
import { count, fell, type ForeignAccount, foreignAccount } from './foreign-account.ts'

/** The foreign accounts of all securities over a trading day. */
export interface ForeignDay {
  readonly accounts: Map<string, ForeignAccount>
  /** Prices of the last trades. */
  readonly prices: Map<string, Price>
  /** Accounts whose speed time alone may change. */
  readonly moving: Set<ForeignAccount>
  /** Connections so far. */
  connection: number
}

/** A day on which nothing was told yet. */
export const foreignDay = (): ForeignDay => ({
  accounts: new Map(),
  prices: new Map(),
  moving: new Set(),
  connection: 0,
})

/** A message that was counted, and whether it is a new baseline. */
interface Taken {
  readonly account: ForeignAccount
  readonly rebased: boolean
}

/**
 * Counts a message in; `undefined` for one that would take something back and is no newer: two of one second that changed places are
 * not a new count of the feed.
 */
export function takeTotals(day: ForeignDay, totals: ForeignTotals): Taken | undefined {
  const known = day.accounts.get(totals.symbol)
  if (!known) {
    const account = foreignAccount(totals, day.connection)
    day.accounts.set(totals.symbol, account)
    return { account, rebased: true }
  }
  if (totals.exchangeTime <= known.time && fell(known, totals)) return undefined
  return { account: known, rebased: add(day, known, totals) }
}

function add({ prices, moving, connection }: ForeignDay, account: ForeignAccount, totals: ForeignTotals) {
  const rebased = account.connection !== connection || fell(account, totals)
  const multiplier = pointValue(totals.symbol)
  count(account, totals, { rebased, worth: { price: prices.get(totals.symbol), multiplier } })
  account.connection = connection
  moving.add(account)
  return rebased
}

/** Follows prices. */
export function followTrade({ prices }: ForeignDay, { symbol, price, phase, late }: ClassifiedTrade): void {
  if (phase !== 'putThrough' && !late) prices.set(symbol, price)
}

/** Follows the connection. */
export function followConnection(day: ForeignDay, { state }: Connection): void {
  if (state === 'connected') day.connection += 1
}

/** Forgets a day that is over. The connection stays. */
export function clearDay({ accounts, prices, moving }: ForeignDay): void {
  accounts.clear()
  prices.clear()
  moving.clear()
}
