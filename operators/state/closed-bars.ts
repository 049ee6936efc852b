import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Instant } from '../../src/domain/time.ts'
import { type OpenBar, openBar } from './open-bar.ts'

/** Bars of one security that were told already, and that a late trade may still change. */
const KEPT = 3

/** The last bars of each security, oldest first. */
export type KeptBars = Map<string, OpenBar[]>

/** What is done with them. */
export interface ClosedBars {
  /** Keeps a bar that is being told for the first time. */
  readonly keep: (bar: OpenBar) => void
  /** The bar that was told of an interval, while it is kept. */
  readonly told: (symbol: string, start: Instant) => OpenBar | undefined
  /**
   * The bar that a late trade belongs to: one that was told, with its next revision, or a new one where the security had
   * none. `undefined` when the bar may be one that is no longer kept.
   */
  readonly reopen: (trade: ClassifiedTrade, start: Instant) => OpenBar | undefined
}

/** Works on the bars that are kept. */
export function closedBars(bySymbol: KeptBars): ClosedBars {
  const keep = (bar: OpenBar): void => {
    const kept = bySymbol.get(bar.symbol)
    if (!kept) {
      bySymbol.set(bar.symbol, [bar])
      return
    }
    const isLate = bar.start < (kept.at(-1)?.start ?? bar.start)
    kept.push(bar)
    if (isLate) kept.sort((a, b) => a.start - b.start)
    if (kept.length > KEPT) kept.shift()
  }
  return {
    keep,
    told: (symbol, start) => bySymbol.get(symbol)?.find((bar) => bar.start === start),
    reopen(trade, start) {
      const kept = bySymbol.get(trade.symbol) ?? []
      const told = kept.find((bar) => bar.start === start)
      if (told) {
        told.revision += 1
        return told
      }
      if (kept.length === KEPT && start < (kept[0]?.start ?? start)) return undefined
      const bar = openBar(trade, start)
      keep(bar)
      return bar
    },
  }
}
