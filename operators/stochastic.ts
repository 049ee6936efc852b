import type { OperatorFunction } from 'rxjs'
import type { Bar } from '../src/domain/outputs.ts'
import { extremeWindow, highestWith } from './state/extreme-window.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'
import { periodOf } from './state/period.ts'
import { isFull, push, recent } from './state/recent.ts'

/** Stochastic oscillator, 0 to 100. */
export interface Stochastic {
  readonly k: number
  /** Average of the last values of `k`; `undefined` before there are enough. */
  readonly d: number | undefined
}

/** Over how many bars the range is taken, and how many values `d` is an average of. */
export interface StochasticOptions extends IndicatorOptions {
  readonly period?: number
  readonly signal?: number
}

/**
 * Fast stochastic oscillator (Lane): %K = 100 × (close − lowest low) ÷ (highest high − lowest low) over the last `period` bars; %D is
 * the simple average of the last `signal` values of %K.
 *
 * - Emits with each bar from the `period`-th on. Where no price differs from another %K is 50: the middle of a range that is none
 *   (`technicalindicators` says 0, as at the lowest price).
 * - Highest and lowest are kept in monotonic deques: a bar costs the same however long the period is.
 */
export function stochastic(options: StochasticOptions = {}): OperatorFunction<Bar, Indication<Stochastic>> {
  const { period = 14, signal = 3 } = options
  periodOf(period)
  periodOf(signal)
  const begin = () => ({ highs: extremeWindow(period), lows: extremeWindow(period), ks: recent(signal) })
  return onBars({ ...options, name: 'stochastic' }, begin, ({ highs, lows, ks }, { high, low, close }) => {
    const highest = highestWith(highs, high)
    const lowest = -highestWith(lows, 0 - low)
    if (highs.count < period) return undefined
    const k = highest === lowest ? 50 : (100 * (close - lowest)) / (highest - lowest)
    push(ks, k)
    return { k, d: isFull(ks) ? ks.values.reduce((sum, value) => sum + value, 0) / signal : undefined }
  })
}
