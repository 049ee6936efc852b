import type { Stamp } from '../../src/domain/event.ts'
import { type Instant, instantOf, ictDate, tradingDay } from '../../src/domain/time.ts'
import { type RollingLine, rollingLine } from './rolling-line.ts'

/** Points of one future over its trading day. */
export interface LineDay {
  readonly day: number
  /** What seconds are counted from. */
  readonly midnight: Instant
  readonly line: RollingLine
}

/** Those of the trading day that a value belongs to: new ones when it begins that day, and the newest ones when it comes late. */
export function dayOf(bySymbol: Map<string, LineDay>, value: Stamp & { readonly symbol: string }): LineDay {
  const day = tradingDay(value.exchangeTime)
  const known = bySymbol.get(value.symbol)
  if (known && known.day >= day) return known
  const begun: LineDay = { day, midnight: instantOf(ictDate(value.exchangeTime)), line: rollingLine() }
  bySymbol.set(value.symbol, begun)
  return begun
}
