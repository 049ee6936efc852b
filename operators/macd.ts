import type { OperatorFunction } from 'rxjs'
import type { Bar } from '../src/domain/outputs.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'
import { periodOf } from './state/period.ts'
import { exponential, smooth, smoothed } from './state/smoothed.ts'

/** Moving average convergence divergence. Hundredths. */
export interface Macd {
  /** Fast average − slow average. */
  readonly macd: number
  /** Average of `macd`, and `macd` less it; both `undefined` before there are enough values. */
  readonly signal: number | undefined
  readonly histogram: number | undefined
}

/** The periods of the three averages, bars. */
export interface MacdOptions extends IndicatorOptions {
  readonly fast?: number
  readonly slow?: number
  readonly signal?: number
}

/**
 * Moving average convergence divergence (Appel): the exponential average of closes over `fast` bars less the one over `slow` bars, and
 * the exponential average of that over `signal` values.
 *
 * - Emits with each bar from the `slow`-th on; the signal comes `signal` − 1 bars later.
 * - Averages begin as simple ones, as in `technicalindicators`; `trading-signals` begins them as the first value, and agrees after
 *   some hundred bars.
 */
export function macd(options: MacdOptions = {}): OperatorFunction<Bar, Indication<Macd>> {
  const { fast = 12, slow = 26, signal = 9 } = options
  const quick = exponential(periodOf(fast))
  const late = exponential(periodOf(slow))
  const smoothing = exponential(periodOf(signal))
  if (fast >= slow)
    throw new RangeError(`The fast average is the shorter one, not ${fast} bars beside ${slow}.`)
  return onBars({ ...options, name: 'macd' }, begin, (state, { close }) => {
    const near = smooth(state.fast, close, quick)
    const far = smooth(state.slow, close, late)
    if (near === undefined || far === undefined) return undefined
    const mean = smooth(state.signal, near - far, smoothing)
    return { macd: near - far, signal: mean, histogram: mean === undefined ? undefined : near - far - mean }
  })
}

const begin = () => ({ fast: smoothed(), slow: smoothed(), signal: smoothed() })
