import type { Gap } from '../../src/domain/event.ts'
import type { Instant } from '../../src/domain/time.ts'
import { joined, type Missed } from './missed.ts'

const MINUTE = 60_000

/** Gaps of minutes that are not over yet. */
export interface RunningGaps {
  /** Adds a gap to its minute, or takes one back; false when the minute is over, or has no gap. */
  readonly add: (gap: Gap) => boolean
  /** The minutes that are over at a time, and still miss something. They are forgotten here. */
  readonly end: (now: Instant) => readonly Missed[]
  readonly clear: () => void
}

/**
 * No gaps.
 *
 * @param settled - exchange time from the end of a minute until it counts as over, ms
 */
export function runningGaps(settled: number): RunningGaps {
  const byMinute = new Map<string, Missed>()
  const overAt = ({ to }: Missed): Instant => to - (to % MINUTE) + MINUTE + settled
  let next = Infinity
  return {
    add({ symbol, from, to, missingVolume: volume }) {
      const key = `${symbol} ${to - (to % MINUTE)}`
      const known = byMinute.get(key)
      // What was traded before the day's first message is nobody's to miss.
      if (from === undefined || (volume < 0 && !known)) return false
      const missed = joined(known, { symbol, from, to, volume })
      byMinute.set(key, missed)
      next = Math.min(next, overAt(missed))
      return true
    },
    end(now) {
      if (now < next) return []
      const over = [...byMinute].filter(([, missed]) => overAt(missed) <= now)
      for (const [key] of over) byMinute.delete(key)
      next = Math.min(Infinity, ...[...byMinute.values()].map(overAt))
      return over.map(([, missed]) => missed).filter(({ volume }) => volume > 0)
    },
    clear() {
      byMinute.clear()
      next = Infinity
    },
  }
}
