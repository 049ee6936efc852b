import type { Quantity, Vnd } from '../../domain/money.ts'
import type { Instant, IsoDate } from '../../domain/time.ts'
import { vn30Members } from '../../market/vn30-members.ts'
import type { TradingFloor } from '../trading-floor.ts'
import { isEnded, type OrderRecord } from './client-order.ts'
import type { FutureBook } from './future-book.ts'
import type { AccountKind } from './order-entry.ts'
import { ownedShares, type ShareLots } from './share-lots.ts'

/** What an account is opened with. */
export interface AccountOpening {
  /** Seven digits or so; the last says what it is for: 6 margin, 8 derivatives, any other cash. */
  readonly account: string
  /** VND; a billion unless said. */
  readonly cash?: Vnd
  /** Shares by symbol; 10,000 of each member of the VN30 unless said. A derivatives account has none. */
  readonly holdings?: Readonly<Record<string, Quantity>>
  /** A foreigner's: buys need room. */
  readonly foreign?: boolean
}

/** Money that comes from a sale. */
interface Receivable {
  readonly tradeDate: IsoDate
  readonly settledAt: Instant
  readonly amount: Vnd
}

/** A client's account. Mutable. */
export interface Account {
  readonly id: string
  readonly kind: AccountKind
  readonly foreign: boolean
  cash: Vnd
  receivables: readonly Receivable[]
  readonly shares: Map<string, ShareLots>
  readonly futures: Map<string, FutureBook>
  /** Of all days, oldest first. */
  readonly orders: OrderRecord[]
  /** Used today. */
  readonly requestIds: Set<string>
  /** Of today. */
  costs: Vnd
  bought: Vnd
  sold: Vnd
}

const USUAL_CASH = 1_000_000_000
const USUAL_SHARES = 10_000

/** What an account is for, by its number. */
function accountKind(account: string): AccountKind {
  if (account.endsWith('8')) return 'derivatives'
  return account.endsWith('6') ? 'margin' : 'cash'
}

/** An account at its opening; shares count as bought at today's reference. */
export function openAccount(opening: AccountOpening, floor: TradingFloor): Account {
  const kind = accountKind(opening.account)
  const shares = kind === 'derivatives' ? {} : (opening.holdings ?? usualHoldings(floor.date))
  return {
    id: opening.account,
    kind,
    foreign: opening.foreign ?? false,
    cash: opening.cash ?? USUAL_CASH,
    receivables: [],
    shares: new Map(
      Object.entries(shares).flatMap(([symbol, quantity]) => {
        const reference = floor.bySymbol.get(symbol)?.listed.reference
        return reference === undefined
          ? []
          : [[symbol, ownedShares(floor.date, quantity, reference)] as const]
      }),
    ),
    futures: new Map(),
    orders: [],
    requestIds: new Set(),
    costs: 0,
    bought: 0,
    sold: 0,
  }
}

const usualHoldings = (date: IsoDate): Readonly<Record<string, Quantity>> =>
  Object.fromEntries(vn30Members(date).map((symbol) => [symbol, USUAL_SHARES]))

/** Orders that may still be matched. */
export const openOrders = ({ orders }: Account): readonly OrderRecord[] =>
  orders.filter((order) => !isEnded(order))

/** Open orders of one side of a security. */
export const openIn = (
  account: Account,
  symbol: string,
  side: OrderRecord['request']['side'],
): readonly OrderRecord[] =>
  openOrders(account).filter(({ request }) => request.symbol === symbol && request.side === side)

/** What is open of some orders. */
export const openQuantity = (orders: readonly OrderRecord[]): Quantity =>
  orders.reduce((sum, { open }) => sum + open, 0)

/** Moves money that has come by now to the cash. */
export function receiveDue(account: Account, now: Instant): void {
  for (const { settledAt, amount } of account.receivables) if (settledAt <= now) account.cash += amount
  account.receivables = account.receivables.filter(({ settledAt }) => settledAt > now)
}
