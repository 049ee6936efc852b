import type { Instant } from '../../src/domain/time.ts'

const MINUTE = 60_000

/**
 * A mean over the running minute and those before it: a ring with one sum and one count a minute, so that neither a busy
 * security nor a quiet one is cut short.
 */
export interface MinuteMean {
  readonly sums: Float64Array
  readonly counts: Float64Array
  /** Of each minute the place in the log of its first value. */
  readonly firsts: Float64Array
  /** Number of the newest minute; `-Infinity` before the first. */
  newest: number
  sum: number
  /** How many values it is of. */
  count: number
}

/** The mean of nothing, over the running minute and the `minutes - 1` before it. */
export const minuteMean = (minutes: number): MinuteMean => ({
  sums: new Float64Array(minutes),
  counts: new Float64Array(minutes),
  firsts: new Float64Array(minutes),
  newest: -Infinity,
  sum: 0,
  count: 0,
})

/** `NaN` of no values. */
export const meanOf = ({ sum, count }: MinuteMean): number => sum / count

/** Forgets what is too old at a time. Time that goes back changes nothing. */
export function advanceMean(mean: MinuteMean, now: Instant): void {
  const minutes = mean.sums.length
  const minute = Math.floor(now / MINUTE)
  for (let next = Math.max(mean.newest + 1, minute - minutes + 1); next <= minute; next++)
    drop(mean, next % minutes)
  if (minute > mean.newest) mean.newest = minute
}

function drop(mean: MinuteMean, place: number): void {
  mean.sum -= mean.sums[place] ?? 0
  mean.count -= mean.counts[place] ?? 0
  mean.sums[place] = 0
  mean.counts[place] = 0
}

/** Adds a value at the time last given. @param seq - its place in the log, for whoever asks for `firstOf` */
export function addToMean(mean: MinuteMean, value: number, seq = 0): void {
  const place = mean.newest % mean.sums.length
  if (mean.counts[place] === 0) mean.firsts[place] = seq
  mean.sums[place] = (mean.sums[place] ?? 0) + value
  mean.counts[place] = (mean.counts[place] ?? 0) + 1
  mean.sum += value
  mean.count += 1
}

/** Place in the log of the oldest value that the mean is of; `undefined` of no values. */
export function firstOf({ firsts, counts, newest }: MinuteMean): number | undefined {
  for (let minute = newest - counts.length + 1; minute <= newest; minute++) {
    const place = minute % counts.length
    if ((counts[place] ?? 0) > 0) return firsts[place]
  }
  return undefined
}
