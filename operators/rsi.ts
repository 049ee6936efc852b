import type { OperatorFunction } from 'rxjs'
import type { Bar } from '../src/domain/outputs.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'
import { periodOf } from './state/period.ts'
import { smooth, smoothed, wilder } from './state/smoothed.ts'

/**
 * Relative strength index (Wilder, *New Concepts in Technical Trading Systems*, 1978): 100 × G ÷ (G + L), where G and L are Wilder's
 * averages of the gains and of the losses from close to close. 0 to 100.
 *
 * - Emits with each bar from the (`period` + 1)-th on; both averages begin as simple ones. 100 without a loss, 0 without a gain, and 50
 *   when no close was another than the one before.
 * - The same as `trading-signals` but for 50, which is 100 there. `technicalindicators` gives that 100 too, and rounds to two
 *   decimals, which can turn a crossing of 30 or 70.
 *
 * @param period - bars
 */
export function rsi(period = 14, options: IndicatorOptions = {}): OperatorFunction<Bar, Indication<number>> {
  const smoothing = wilder(periodOf(period))
  return onBars({ ...options, name: 'rsi' }, begin, (state, { close }) => {
    const change = close - (state.close ?? close)
    const isFirst = state.close === undefined
    state.close = close
    if (isFirst) return undefined
    const gain = smooth(state.gain, Math.max(0, change), smoothing)
    const loss = smooth(state.loss, Math.max(0, -change), smoothing)
    return gain === undefined || loss === undefined ? undefined : strengthOf(gain, loss)
  })
}

const begin = () => ({ close: undefined as number | undefined, gain: smoothed(), loss: smoothed() })

const strengthOf = (gain: number, loss: number): number =>
  gain + loss === 0 ? 50 : (100 * gain) / (gain + loss)
