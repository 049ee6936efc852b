import type { ForeignAccount } from '../../operators/state/foreign-account.ts'
import { type ToldBars, changeableBars, toldBars } from '../../operators/state/told-bars.ts'
import type { Price } from '../../src/domain/money.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { ictDate, type Instant, tradingDayEnd } from '../../src/domain/time.ts'
import { contractOf } from '../../src/market/contracts.ts'
import { newSecurity, type Security } from './security.ts'

/** Everything that the loop knows. */
export interface Market {
  readonly emit: (output: Output) => void
  securities: Map<string, Security>
  now: Instant
  dayEnd: Instant
  /** Securities whose foreign speed time alone may change. */
  readonly moving: Set<ForeignAccount>
  connection: number
  sweptAt: Instant
  spot: Price | undefined
  /** Futures of the VN30 in the order of their first trades of the day. */
  readonly futures: Security[]
  active: string | undefined
  isFirst: boolean
  stood: { symbol: string; at: 'premium' | 'discount'; dayEnd: Instant } | undefined
  /** Securities with an open bar, in the order of their first trades. */
  readonly open: Security[]
  readonly told: ToldBars
  minuteEnd: Instant
}

export const newMarket = (emit: (output: Output) => void): Market => ({
  emit,
  securities: new Map(),
  now: -Infinity,
  dayEnd: -Infinity,
  moving: new Set(),
  connection: 0,
  sweptAt: -Infinity,
  spot: undefined,
  futures: [],
  active: undefined,
  isFirst: true,
  stood: undefined,
  open: [],
  told: toldBars(changeableBars()),
  minuteEnd: -Infinity,
})

export function securityOf({ securities }: Market, symbol: string): Security {
  let security = securities.get(symbol)
  if (security === undefined) securities.set(symbol, (security = newSecurity(symbol)))
  return security
}

/** Forgets the day before. Bars that are open, what was alerted and which future is active go on. */
export function beginDay(market: Market, time: Instant): void {
  market.dayEnd = tradingDayEnd(time)
  for (const [symbol, before] of market.securities) market.securities.set(symbol, newSecurity(symbol, before))
  for (const [i, { symbol }] of market.open.entries()) market.open[i] = securityOf(market, symbol)
  market.moving.clear()
  market.spot = undefined
  market.futures.length = 0
  market.told.begin()
  if (market.active !== undefined && (contractOf(market.active)?.lastTradingDay ?? '') < ictDate(time))
    market.active = undefined
  market.isFirst = market.active === undefined
}
