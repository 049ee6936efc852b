import type { OperatorFunction } from 'rxjs'
import type { Stamp } from '../src/domain/event.ts'
import { PRICE_SCALE } from '../src/domain/money.ts'
import type { Basis } from '../src/domain/outputs.ts'
import { dayOf, type LineDay } from './state/line-day.ts'
import { addPoint, forgetBefore, pointsOf, slopeOf } from './state/rolling-line.ts'
import { stateful } from './state/stateful.ts'

/** Whether a future's basis goes towards 0, and how fast. */
export interface Convergence extends Stamp {
  readonly kind: 'convergence'
  /** The future. */
  readonly symbol: string
  /** Hundredths of a point. */
  readonly basis: number
  /** Points a minute. */
  readonly slope: number
  readonly direction: 'converging' | 'stable' | 'diverging'
  /** Values that the slope is of. */
  readonly samples: number
}

/** Over how long a slope is taken, and what it has to be. */
export interface ConvergenceOptions {
  /** Exchange time that the slope reaches back, ms. */
  readonly span?: number
  /** Values that a slope needs, two at least. */
  readonly samples?: number
  /** The steepest slope that is none, points a minute. */
  readonly flat?: number
}

const begin = () => ({ bySymbol: new Map<string, LineDay>() })

/**
 * Slope of the basis of each future: least squares over the last `span` of exchange time, by time and not by sample, in points a minute.
 *
 * - Emits with each basis once there are `samples` values in more than one second.
 * - `stable` when the slope is no steeper than `flat`; else `converging` towards 0, or `diverging`: what stands at par can only leave it.
 * - Begins anew with each trading day. Sums are of whole numbers, hundredths and seconds: they do not drift.
 */
export function convergence(options: ConvergenceOptions = {}): OperatorFunction<Basis, Convergence> {
  const { span = 600_000, samples = 20, flat = 0.01 } = options
  return stateful(begin, ({ bySymbol }, emit) => ({
    next(basis) {
      const { line, midnight } = dayOf(bySymbol, basis)
      forgetBefore(line, basis.exchangeTime, { span, midnight })
      addPoint(line, basis.exchangeTime, { value: basis.basis, midnight })
      const perSecond = pointsOf(line) < samples ? undefined : slopeOf(line)
      if (perSecond === undefined) return
      const slope = (perSecond * 60) / PRICE_SCALE
      emit({
        ...told(basis, slope),
        direction: directionOf(basis.basis, slope, flat),
        samples: pointsOf(line),
      })
    },
  }))
}

function directionOf(basis: number, slope: number, flat: number): Convergence['direction'] {
  if (Math.abs(slope) <= flat) return 'stable'
  return basis * slope < 0 ? 'converging' : 'diverging'
}

const told = (basis: Basis, slope: number): Omit<Convergence, 'direction' | 'samples'> => ({
  kind: 'convergence',
  seq: basis.seq,
  exchangeTime: basis.exchangeTime,
  receivedTime: basis.receivedTime,
  symbol: basis.symbol,
  basis: basis.basis,
  slope,
})
