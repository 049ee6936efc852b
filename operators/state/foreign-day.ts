import type { ClassifiedEvent, ForeignTotals } from '../../src/domain/event.ts'
import type { Price } from '../../src/domain/money.ts'
import { pointValue } from '../../src/market/point-value.ts'
import { count, fell, type ForeignAccount, foreignAccount } from './foreign-account.ts'

/** The foreign accounts of all securities over a trading day. */
export interface ForeignDay {
  /** Accounts whose speed time alone may change. */
  readonly moving: Set<ForeignAccount>
  /** Counts a message in; `undefined` for one that is older than what it would take back. */
  readonly take: (totals: ForeignTotals) => { account: ForeignAccount; rebased: boolean } | undefined
  /** Follows prices and the connection. */
  readonly follow: (event: ClassifiedEvent) => void
  readonly clear: () => void
}

/** A day on which nothing was told yet. */
export function foreignDay(): ForeignDay {
  const accounts = new Map<string, ForeignAccount>()
  const prices = new Map<string, Price>()
  const moving = new Set<ForeignAccount>()
  let connection = 0

  const add = (account: ForeignAccount, totals: ForeignTotals): boolean => {
    const rebased = account.connection !== connection || fell(account, totals)
    const multiplier = pointValue(totals.symbol)
    count(account, totals, { rebased, worth: { price: prices.get(totals.symbol), multiplier } })
    account.connection = connection
    moving.add(account)
    return rebased
  }

  return {
    moving,
    take(totals) {
      const known = accounts.get(totals.symbol)
      if (!known) {
        const account = foreignAccount(totals, connection)
        accounts.set(totals.symbol, account)
        return { account, rebased: true }
      }
      if (totals.exchangeTime < known.time && fell(known, totals)) return undefined
      return { account: known, rebased: add(known, totals) }
    },
    follow(event) {
      if (event.kind === 'trade' && event.phase !== 'putThrough' && !event.late)
        prices.set(event.symbol, event.price)
      else if (event.kind === 'connection' && event.state === 'connected') connection += 1
    },
    clear() {
      accounts.clear()
      prices.clear()
      moving.clear()
    },
  }
}
