import type { Gap } from '../../src/domain/event.ts'
import type { Instant } from '../../src/domain/time.ts'
import { joined, type Missed } from './missed.ts'

const MINUTE = 60_000

/** Gaps of minutes that are not over yet. */
export interface RunningMinutes {
  /** By security and minute. */
  readonly byMinute: Map<string, Missed>
  /** When the first of them is over. */
  next: Instant
}

/** No gaps. */
export const runningMinutes = (): RunningMinutes => ({ byMinute: new Map(), next: Infinity })

/** What is done with them. */
export interface RunningGaps {
  /** Adds a gap to its minute, or takes one back; false when the minute is over, or has no gap. */
  readonly add: (gap: Gap) => boolean
  /** The minutes that are over at a time, and still miss something. They are forgotten here. */
  readonly end: (now: Instant) => readonly Missed[]
  readonly clear: () => void
}

/**
 * Works on the gaps of running minutes.
 *
 * @param settled - exchange time from the end of a minute until it counts as over, ms
 */
export function runningGaps(running: RunningMinutes, settled: number): RunningGaps {
  const { byMinute } = running
  const overAt = ({ to }: Missed): Instant => to - (to % MINUTE) + MINUTE + settled
  return {
    add({ symbol, from, to, missingVolume: volume }) {
      const key = `${symbol} ${to - (to % MINUTE)}`
      const known = byMinute.get(key)
      // What was traded before the day's first message is nobody's to miss.
      if (from === undefined || (volume < 0 && !known)) return false
      const missed = joined(known, { symbol, from, to, volume })
      byMinute.set(key, missed)
      running.next = Math.min(running.next, overAt(missed))
      return true
    },
    end(now) {
      if (now < running.next) return []
      const over = [...byMinute].filter(([, missed]) => overAt(missed) <= now)
      for (const [key] of over) byMinute.delete(key)
      running.next = Math.min(Infinity, ...[...byMinute.values()].map(overAt))
      return over.map(([, missed]) => missed).filter(({ volume }) => volume > 0)
    },
    clear() {
      byMinute.clear()
      running.next = Infinity
    },
  }
}
