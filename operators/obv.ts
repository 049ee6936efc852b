import type { OperatorFunction } from 'rxjs'
import type { Bar } from '../src/domain/outputs.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'

/**
 * On-balance volume (Granville 1963): the running sum of the volumes of bars that closed higher than the one before, less those of
 * bars that closed lower. Shares, or contracts.
 *
 * - Emits with each bar from the second on; the first one has nothing to be compared with, and counts 0.
 */
export function obv(options: IndicatorOptions = {}): OperatorFunction<Bar, Indication<number>> {
  return onBars({ ...options, name: 'obv' }, begin, (state, { close, volume }) => {
    const before = state.close
    state.close = close
    if (before === undefined) return undefined
    return (state.sum += Math.sign(close - before) * volume)
  })
}

const begin = () => ({ close: undefined as number | undefined, sum: 0 })
