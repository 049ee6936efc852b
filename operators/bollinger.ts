import type { OperatorFunction } from 'rxjs'
import type { Bar } from '../src/domain/outputs.ts'
import { type Indication, type IndicatorOptions, onBars } from './state/on-bars.ts'
import { periodOf } from './state/period.ts'
import { isFull, push, type Recent, recent } from './state/recent.ts'

/** Bollinger bands. Hundredths. */
export interface Bollinger {
  readonly lower: number
  readonly middle: number
  readonly upper: number
}

/** Over how many bars the bands are taken, and how wide. */
export interface BollingerOptions extends IndicatorOptions {
  /** Bars. */
  readonly period?: number
  /** Standard deviations from the middle to a band. */
  readonly width?: number
}

/** Closes less a base that lies near them: their squares stay whole numbers that are exact. */
interface Closes {
  readonly offsets: Recent
  base: number
  sum: number
  squares: number
}

/**
 * Bollinger bands of closes: the simple average of the last `period` closes, and `width` standard deviations below and above it. The
 * deviation is that of the population (÷ n), as Bollinger takes it, and both `technicalindicators` and `trading-signals` do.
 *
 * - Emits with each bar from the `period`-th on. Sums are of whole numbers: they do not drift.
 */
export function bollinger(options: BollingerOptions = {}): OperatorFunction<Bar, Indication<Bollinger>> {
  const { period = 20, width = 2 } = options
  periodOf(period)
  if (!(width > 0)) throw new RangeError(`Bands are some deviations wide, above 0, not ${width}.`)
  const begin = (): Closes => ({ offsets: recent(period), base: 0, sum: 0, squares: 0 })
  return onBars({ ...options, name: 'bollinger' }, begin, (closes, { close }) => {
    add(closes, close)
    if (!isFull(closes.offsets)) return undefined
    const { base, sum, squares } = closes
    const middle = base + sum / period
    const reach = (Math.sqrt(Math.max(0, period * squares - sum * sum)) / period) * width
    return { lower: middle - reach, middle, upper: middle + reach }
  })
}

function add(closes: Closes, close: number): void {
  if (closes.offsets.count % closes.offsets.values.length === 0) rebase(closes, close)
  const offset = close - closes.base
  const left = push(closes.offsets, offset)
  closes.sum += offset - left
  closes.squares += offset * offset - left * left
}

/** Once each time around the ring: prices may have gone far since. */
function rebase(closes: Closes, base: number): void {
  const { values, count } = closes.offsets
  const shift = closes.base - base
  closes.base = base
  closes.sum = closes.squares = 0
  if (count === 0) return
  for (const [i, value] of values.entries()) {
    const offset = value + shift
    values[i] = offset
    closes.sum += offset
    closes.squares += offset * offset
  }
}
