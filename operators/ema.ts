import type { OperatorFunction } from 'rxjs'
import type { Bar } from '../src/domain/outputs.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'
import { periodOf } from './state/period.ts'
import { exponential, smooth, smoothed } from './state/smoothed.ts'

/**
 * Exponential moving average of closes: eₙ = eₙ₋₁ + (close − eₙ₋₁) × 2 ÷ (`period` + 1). Hundredths.
 *
 * - Emits with each bar from the `period`-th on, and begins as the simple average of the first `period` closes: so does
 *   `technicalindicators`. `trading-signals` begins as the first close, which shows in the first values only.
 *
 * @param period - bars
 */
export function ema(
  period: number,
  options: IndicatorOptions = {},
): OperatorFunction<Bar, Indication<number>> {
  const smoothing = exponential(periodOf(period))
  return onBars({ ...options, name: 'ema' }, smoothed, (state, { close }) => smooth(state, close, smoothing))
}
