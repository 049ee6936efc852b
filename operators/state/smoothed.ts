/** An exponential mean that begins as the plain mean of its first values. */
export interface Smoothed {
  count: number
  mean: number
}

/** How a mean is taken: over how many values at first, and what a new value weighs after that. */
interface Smoothing {
  readonly period: number
  readonly weight: number
}

/** A mean of nothing. */
export const smoothed = (): Smoothed => ({ count: 0, mean: 0 })

/** Exponential moving average: a new value weighs 2 ÷ (period + 1). */
export const exponential = (period: number): Smoothing => ({ period, weight: 2 / (period + 1) })

/** Wilder's average: a new value weighs 1 ÷ period. */
export const wilder = (period: number): Smoothing => ({ period, weight: 1 / period })

/** Takes a value in; gives the mean after it, `undefined` before the first `period` values. */
export function smooth(state: Smoothed, value: number, { period, weight }: Smoothing): number | undefined {
  if (state.count >= period) state.mean += (value - state.mean) * weight
  else {
    // A sum until it is whole: one division makes the first mean.
    state.count += 1
    state.mean += value
    if (state.count === period) state.mean /= period
  }
  return state.count >= period ? state.mean : undefined
}
