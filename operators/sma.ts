import type { OperatorFunction } from 'rxjs'
import type { Bar } from '../src/domain/outputs.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'
import { periodOf } from './state/period.ts'
import { isFull, push, recent } from './state/recent.ts'

/**
 * Simple moving average of closes: Σ close ÷ `period`, over the last `period` bars. Hundredths.
 *
 * - Emits with each bar from the `period`-th on. The sum is one of whole numbers: it does not drift.
 *
 * @param period - bars
 */
export function sma(
  period: number,
  options: IndicatorOptions = {},
): OperatorFunction<Bar, Indication<number>> {
  periodOf(period)
  const begin = () => ({ closes: recent(period), sum: 0 })
  return onBars({ ...options, name: 'sma' }, begin, (state, { close }) => {
    state.sum += close - push(state.closes, close)
    return isFull(state.closes) ? state.sum / period : undefined
  })
}
