import type { MinuteBar } from '../../src/domain/event.ts'
import type { Instant } from '../../src/domain/time.ts'
import { keyed } from './keyed.ts'
import { completeBar, listedBar, type OpenBar } from './open-bar.ts'

const MINUTE = 60_000
/** Minutes of one security that are awaited, the last ones. */
const MOST = 120

/** Minutes of which trades are missing, by security, and the bars that were told of them. */
export type AwaitedMinutes = Map<string, Map<Instant, OpenBar | undefined>>

/** What is done with them. */
export interface AwaitedBars {
  /**
   * Awaits the minutes from that of `from` to that of `to`. Between the two no trade was told: what `toldAt` does not
   * know has no bar.
   */
  readonly expect: (
    symbol: string,
    stretch: { readonly from: Instant; readonly to: Instant },
    toldAt: (start: Instant) => OpenBar | undefined,
  ) => void
  /** Keeps a bar if its minute is awaited, for as long as that is. */
  readonly note: (bar: OpenBar) => void
  /** The bar of an awaited minute with its next revision, for a late trade; `undefined` where there is none. */
  readonly reopen: (symbol: string, start: Instant) => OpenBar | undefined
  /** The bar that a list completes; `undefined` for a minute that nobody awaits, or of which the list knows no more than was told. */
  readonly complete: (minute: MinuteBar) => OpenBar | undefined
  readonly clear: () => void
}

/** Works on the minutes that are awaited. */
export function awaitedBars(bySymbol: AwaitedMinutes): AwaitedBars {
  const reopen = (symbol: string, start: Instant): OpenBar | undefined => {
    const bar = bySymbol.get(symbol)?.get(start)
    if (bar) bar.revision += 1
    return bar
  }
  return {
    expect(symbol, { from, to }, toldAt) {
      const minutes = keyed(bySymbol, symbol, () => new Map<Instant, OpenBar | undefined>())
      for (let start = from - (from % MINUTE); start <= to; start += MINUTE)
        if (!minutes.has(start)) minutes.set(start, toldAt(start))
      for (const start of minutes.keys()) if (minutes.size > MOST) minutes.delete(start)
    },
    note(bar) {
      // Nothing is missing as a rule, and this is asked of each bar.
      if (bySymbol.size === 0) return
      const minutes = bySymbol.get(bar.symbol)
      if (minutes?.has(bar.start)) minutes.set(bar.start, bar)
    },
    reopen,
    complete(minute) {
      const { symbol, start, volume } = minute
      const minutes = bySymbol.get(symbol)
      if (!minutes?.has(start) || volume <= (minutes.get(start)?.volume ?? 0)) return undefined
      const bar = reopen(symbol, start) ?? listedBar(minute)
      completeBar(bar, minute)
      minutes.set(start, bar)
      return bar
    },
    clear: () => {
      bySymbol.clear()
    },
  }
}
