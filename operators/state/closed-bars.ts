import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Instant } from '../../src/domain/time.ts'
import { keyed } from './keyed.ts'
import { type OpenBar, openBar } from './open-bar.ts'

/** Bars of one security that were told already, and that a late trade may still change. */
const KEPT = 3

/** The last bars of each security, oldest first. */
export type KeptBars = Map<string, OpenBar[]>

/** What is done with them. */
export interface ClosedBars {
  /** The bars of a security; for `keep` only. Always the same list, however many come and go. */
  readonly of: (symbol: string) => OpenBar[]
  /**
   * Keeps a bar that is being told for the first time; gives the one that is no longer kept for it.
   *
   * @param kept - what `of` gives for its security, from whoever has that already
   */
  readonly keep: (bar: OpenBar, kept?: OpenBar[]) => OpenBar | undefined
  /** The bar that was told of an interval, while it is kept. */
  readonly told: (symbol: string, start: Instant) => OpenBar | undefined
  /**
   * The bar that a late trade belongs to: one that was told, with its next revision, or a new one where the security had
   * none. `undefined` when the bar may be one that is no longer kept.
   */
  readonly reopen: (trade: ClassifiedTrade, start: Instant) => OpenBar | undefined
}

const noBars = (): OpenBar[] => []

/** Works on the bars that are kept. */
export function closedBars(bySymbol: KeptBars): ClosedBars {
  const of = (symbol: string): OpenBar[] => keyed(bySymbol, symbol, noBars)
  const keep = (bar: OpenBar, kept = of(bar.symbol)): OpenBar | undefined => {
    const isLate = bar.start < (kept.at(-1)?.start ?? bar.start)
    kept.push(bar)
    if (isLate) kept.sort((a, b) => a.start - b.start)
    return kept.length > KEPT ? kept.shift() : undefined
  }
  return {
    of,
    keep,
    told: (symbol, start) => bySymbol.get(symbol)?.find((bar) => bar.start === start),
    reopen(trade, start) {
      const kept = of(trade.symbol)
      const told = kept.find((bar) => bar.start === start)
      if (told) {
        told.revision += 1
        return told
      }
      if (kept.length === KEPT && start < (kept[0]?.start ?? start)) return undefined
      const bar = openBar(trade, start)
      keep(bar, kept)
      return bar
    },
  }
}
