import type { ClassifiedTrade, Gap, MinuteBar } from '../../src/domain/event.ts'
import type { Instant } from '../../src/domain/time.ts'
import { type AwaitedMinutes, awaitedBars } from './awaited-bars.ts'
import { closedBars, type KeptBars } from './closed-bars.ts'
import type { OpenBar } from './open-bar.ts'

/** Bars that were told and can still change. A bar may be in both. */
export interface ChangeableBars {
  /** By a late trade. */
  readonly closed: KeptBars
  /** By a list of the venue's. */
  readonly awaited: AwaitedMinutes
}

/** No bars. */
export const changeableBars = (): ChangeableBars => ({ closed: new Map(), awaited: new Map() })

/** What is done with bars that were told: a late trade, or a list of the venue's, can still change them. */
export interface ToldBars {
  /** The bars of a security that a late trade may still change; for `keep` only. */
  readonly of: (symbol: string) => OpenBar[]
  /**
   * Keeps a bar that is being told for the first time; gives one that nothing can change any more, and nobody needs.
   *
   * @param kept - what `of` gives for its security, from whoever has that already
   */
  readonly keep: (bar: OpenBar, kept?: OpenBar[]) => OpenBar | undefined
  /** The bar that a late trade is to be added to, with its next revision, or a new one; `undefined` when it comes too late. */
  readonly reopen: (trade: ClassifiedTrade, start: Instant) => OpenBar | undefined
  /** Awaits what a list tells of the minutes of a gap. */
  readonly miss: (gap: Gap) => void
  /** The bar that a list completes, with its next revision, or a new one; `undefined` when the list brings no news. */
  readonly complete: (minute: MinuteBar) => OpenBar | undefined
  /** Awaits nothing more: a day is over. */
  readonly begin: () => void
}

/** Works on the bars that can still change. */
export function toldBars(bars: ChangeableBars): ToldBars {
  const closed = closedBars(bars.closed)
  const awaited = awaitedBars(bars.awaited)
  return {
    of: closed.of,
    keep(bar, kept) {
      awaited.note(bar)
      const left = closed.keep(bar, kept)
      // A list may still complete it.
      return bars.awaited.size === 0 ? left : undefined
    },
    reopen(trade, start) {
      const bar = awaited.reopen(trade.symbol, start) ?? closed.reopen(trade, start)
      if (bar) awaited.note(bar)
      return bar
    },
    miss({ symbol, from, to, missingVolume }) {
      if (from === undefined || missingVolume <= 0) return
      awaited.expect(symbol, { from, to }, (start) => closed.told(symbol, start))
    },
    complete: awaited.complete,
    begin: awaited.clear,
  }
}
