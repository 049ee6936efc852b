import type { OperatorFunction } from 'rxjs'
import type { Bar } from '../src/domain/outputs.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'
import { periodOf } from './state/period.ts'
import { smooth, smoothed, wilder } from './state/smoothed.ts'

/**
 * Average true range (Wilder 1978): Wilder's average of max(high, close before) − min(low, close before). Hundredths.
 *
 * - Emits with each bar from the `period`-th on; the average begins as the simple one. The first bar has no close before it: its
 *   range is high − low, as in Wilder's tables and in `trading-signals`. `technicalindicators` leaves the first bar out.
 *
 * @param period - bars
 */
export function atr(period = 14, options: IndicatorOptions = {}): OperatorFunction<Bar, Indication<number>> {
  const smoothing = wilder(periodOf(period))
  return onBars({ ...options, name: 'atr' }, begin, (state, { high, low, close }) => {
    const before = state.close
    state.close = close
    const range = Math.max(high, before ?? high) - Math.min(low, before ?? low)
    return smooth(state.range, range, smoothing)
  })
}

const begin = () => ({ close: undefined as number | undefined, range: smoothed() })
