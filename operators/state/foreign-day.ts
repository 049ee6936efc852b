import type { ClassifiedTrade, Connection, ForeignTotals } from '../../src/domain/event.ts'
import type { Price } from '../../src/domain/money.ts'
import { pointValue } from '../../src/market/point-value.ts'
import { bySymbol } from './by-symbol.ts'
import { count, fell, type ForeignAccount, foreignAccount, repeats } from './foreign-account.ts'

/** What is known of a security today. */
interface ForeignSecurity {
  /** From the first message on. */
  account: ForeignAccount | undefined
  /** Price of the last trade. */
  price: Price | undefined
}

/** The foreign accounts of all securities over a trading day. */
export interface ForeignDay {
  readonly securities: Map<string, ForeignSecurity>
  /** Accounts whose speed time alone may change. */
  readonly moving: Set<ForeignAccount>
  /** Connections so far. */
  connection: number
}

/** A day on which nothing was told yet. */
export const foreignDay = (): ForeignDay => ({ securities: new Map(), moving: new Set(), connection: 0 })

/** A message that was counted, and whether it is a new baseline. */
interface Taken {
  readonly account: ForeignAccount
  readonly rebased: boolean
}

/** What is done with the accounts of a day. */
interface ForeignAccounts {
  /**
   * Counts a message in; `undefined` for one that would take something back and is no newer: two of one second that changed places are
   * not a new count of the feed.
   */
  readonly take: (totals: ForeignTotals) => Taken | undefined
  /** Follows prices. */
  readonly followTrade: (trade: ClassifiedTrade) => void
  /** Follows the connection. */
  readonly followConnection: (connection: Connection) => void
  /** Forgets a day that is over. The connection stays. */
  readonly clear: () => void
}

/** Works on the accounts of a day. */
export function foreignAccounts(day: ForeignDay): ForeignAccounts {
  const { moving } = day
  const securities = bySymbol(day.securities, (): ForeignSecurity => ({
    account: undefined,
    price: undefined,
  }))
  const first = (security: ForeignSecurity, totals: ForeignTotals): Taken => {
    const account = foreignAccount(totals, day.connection)
    security.account = account
    return { account, rebased: true }
  }
  return {
    take(totals) {
      const security = securities.of(totals.symbol)
      const { account } = security
      if (!account) return first(security, totals)
      if (totals.exchangeTime <= account.time && fell(account, totals)) return undefined
      if (account.isOld && !repeats(account, totals)) {
        moving.delete(account)
        return first(security, totals)
      }
      const rebased = account.connection !== day.connection || fell(account, totals)
      const multiplier = pointValue(totals.symbol)
      count(account, totals, { rebased, worth: { price: security.price, multiplier } })
      account.connection = day.connection
      moving.add(account)
      return { account, rebased }
    },
    followTrade({ symbol, price, phase, late }) {
      if (phase !== 'putThrough' && !late) securities.of(symbol).price = price
    },
    followConnection({ state }) {
      if (state === 'connected') day.connection += 1
    },
    clear() {
      securities.clear()
      moving.clear()
    },
  }
}
