import type { Instant } from '../../src/domain/time.ts'

const MINUTE = 60_000

/** The mean of what was added in the last minutes. */
export interface MinuteMean {
  /** How many values it is of. */
  readonly count: () => number
  /** `NaN` of none. */
  readonly mean: () => number
  /** Forgets what is too old at a time. Time that goes back changes nothing. */
  readonly advance: (now: Instant) => void
  /** Adds a value at the time last given. */
  readonly add: (value: number) => void
}

/**
 * A mean over the running minute and the `minutes - 1` before it: a ring with one sum and one count a minute, so that
 * neither a busy security nor a quiet one is cut short.
 */
export function minuteMean(minutes: number): MinuteMean {
  const sums = new Float64Array(minutes)
  const counts = new Float64Array(minutes)
  let newest = -Infinity
  let sum = 0
  let count = 0

  const drop = (minute: number): void => {
    sum -= sums[minute % minutes] ?? 0
    count -= counts[minute % minutes] ?? 0
    sums[minute % minutes] = 0
    counts[minute % minutes] = 0
  }

  return {
    count: () => count,
    mean: () => sum / count,
    advance(now) {
      const minute = Math.floor(now / MINUTE)
      for (let next = Math.max(newest + 1, minute - minutes + 1); next <= minute; next++) drop(next)
      if (minute > newest) newest = minute
    },
    add(value) {
      sums[newest % minutes] = (sums[newest % minutes] ?? 0) + value
      counts[newest % minutes] = (counts[newest % minutes] ?? 0) + 1
      sum += value
      count += 1
    },
  }
}
