import type { Gap, MinuteBar } from '../../src/domain/event.ts'
import { joined, type Missed } from './missed.ts'

const MINUTE = 60_000

/** Gaps that a list could tell of, one stretch a security. */
export interface DueGaps {
  readonly add: (missed: Missed) => void
  /** Takes a gap back: its trade came late. */
  readonly takeBack: (gap: Gap) => void
  /** Takes a security out when a list tells of the last minute of its stretch, or of a later one. */
  readonly answer: (minute: MinuteBar) => void
  readonly clear: () => void
  /** All of them, the newest first, when they are not those that were told before. */
  readonly news: () => readonly Missed[] | undefined
}

/**
 * No gaps.
 *
 * @param most - securities that are kept, those of the newest gaps
 */
export function dueGaps(most: number): DueGaps {
  let bySymbol = new Map<string, Missed>()
  let isNew = false
  const drop = (symbol: string): void => {
    if (bySymbol.delete(symbol)) isNew = true
  }
  return {
    add(missed) {
      bySymbol.set(missed.symbol, joined(bySymbol.get(missed.symbol), missed))
      isNew = true
    },
    takeBack({ symbol, missingVolume }) {
      const known = bySymbol.get(symbol)
      if (!known || missingVolume >= 0) return
      const volume = known.volume + missingVolume
      if (volume > 0) bySymbol.set(symbol, { ...known, volume })
      else drop(symbol)
    },
    answer({ symbol, start }) {
      const known = bySymbol.get(symbol)
      if (known && start >= known.to - (known.to % MINUTE)) drop(symbol)
    },
    clear() {
      for (const symbol of [...bySymbol.keys()]) drop(symbol)
    },
    news() {
      if (!isNew) return undefined
      isNew = false
      const newest = [...bySymbol.values()].sort((a, b) => b.to - a.to).slice(0, most)
      bySymbol = new Map(newest.map((missed) => [missed.symbol, missed]))
      return newest
    },
  }
}
