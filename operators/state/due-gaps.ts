import type { Gap, MinuteBar } from '../../src/domain/event.ts'
import { joined, type Missed } from './missed.ts'

const MINUTE = 60_000

/** Gaps that a list could tell of, one stretch a security. */
export interface DueStretches {
  bySymbol: Map<string, Missed>
  /** They are not those that were told before. */
  isNew: boolean
}

/** No gaps. */
export const dueStretches = (): DueStretches => ({ bySymbol: new Map(), isNew: false })

/** What is done with them. */
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
 * Works on the gaps that are due.
 *
 * @param most - securities that are kept, those of the newest gaps
 */
export function dueGaps(due: DueStretches, most: number): DueGaps {
  const drop = (symbol: string): void => {
    if (due.bySymbol.delete(symbol)) due.isNew = true
  }
  return {
    add(missed) {
      due.bySymbol.set(missed.symbol, joined(due.bySymbol.get(missed.symbol), missed))
      due.isNew = true
    },
    takeBack({ symbol, missingVolume }) {
      const known = due.bySymbol.get(symbol)
      if (!known || missingVolume >= 0) return
      const volume = known.volume + missingVolume
      if (volume > 0) due.bySymbol.set(symbol, { ...known, volume })
      else drop(symbol)
    },
    answer({ symbol, start }) {
      const known = due.bySymbol.get(symbol)
      if (known && start >= known.to - (known.to % MINUTE)) drop(symbol)
    },
    clear() {
      for (const symbol of [...due.bySymbol.keys()]) drop(symbol)
    },
    news() {
      if (!due.isNew) return undefined
      due.isNew = false
      const newest = [...due.bySymbol.values()].sort((a, b) => b.to - a.to).slice(0, most)
      due.bySymbol = new Map(newest.map((missed) => [missed.symbol, missed]))
      return newest
    },
  }
}
