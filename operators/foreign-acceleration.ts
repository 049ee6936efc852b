import type { OperatorFunction } from 'rxjs'
import type { Vnd } from '../src/domain/money.ts'
import type { Alert, ForeignFlow } from '../src/domain/outputs.ts'
import { accelerationAlert } from './state/acceleration-alert.ts'
import { accelerationLineage } from './state/acceleration-lineage.ts'
import { bySymbol } from './state/by-symbol.ts'
import { stateful } from './state/stateful.ts'
import {
  clearSteps,
  noteStep,
  setStep,
  stepAt,
  type StepHistory,
  stepHistory,
  stepsSince,
} from './state/step-history.ts'

/** What counts as an acceleration. */
export interface ForeignAccelerationOptions {
  /** How far back the net value is compared with, ms. */
  readonly lag?: number
  /** Least change, percent of the net value then. */
  readonly percent?: number
  /** Least net value then, and least change, VND. */
  readonly least?: Vnd
}

const begin = () => ({ histories: new Map<string, StepHistory>() })

/**
 * Alerts when the net value that foreigners bought or sold of a security changed much in five minutes.
 *
 * - Compares with the value that stood five minutes ago, however long it had stood. Needs a change of more than `percent`,
 *   and `least` VND both of the value then and of the change: near 0 any change is a large one.
 * - A new baseline (first of a trading day, after a break) begins a new history: its step is no flow of five minutes.
 * - The direction is that of the change: `buying` when the net value rose.
 */
export function foreignAcceleration(
  options: ForeignAccelerationOptions = {},
): OperatorFunction<ForeignFlow, Alert> {
  const { lag = 300_000, percent = 30, least = 1e9 } = options
  return stateful(begin, ({ histories }, emit) => {
    const all = bySymbol(histories, stepHistory)
    return {
      next(flow) {
        const history = all.of(flow.symbol)
        if (flow.rebased) clearSteps(history)
        const net = flow.buyValue - flow.sellValue
        setStep(history, flow.exchangeTime, net)
        noteStep(history, flow.seq)
        const then = stepAt(history, flow.exchangeTime - lag)
        if (then === undefined) return
        const change = net - then
        if (Math.abs(then) < least || Math.abs(change) < least) return
        if (Math.abs(change) * 100 > Math.abs(then) * percent)
          emit({
            ...accelerationAlert(flow, { net, then, lag }),
            lineage: accelerationLineage(flow, stepsSince(history), { lag, percent, least }),
          })
      },
    }
  })
}
