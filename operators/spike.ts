import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { Alert } from '../src/domain/outputs.ts'
import { byKind } from './state/by-kind.ts'
import { bySymbol } from './state/by-symbol.ts'
import { addToMean, advanceMean, meanOf, type MinuteMean, minuteMean } from './state/minute-mean.ts'
import { spikeAlert } from './state/spike-alert.ts'
import { spikeLineage } from './state/spike-lineage.ts'

/** What counts as a spike. */
export interface SpikeOptions {
  /** How many times the mean a trade has to exceed. */
  readonly ratio?: number
  /** How long the mean reaches back, whole minutes, the running one included. */
  readonly minutes?: number
  /** Trades that the mean has to be of. */
  readonly samples?: number
}

const begin = () => ({
  /** Means of each security's trades. */
  earlier: new Map<string, MinuteMean>(),
})

/**
 * Alerts to a trade that is much larger than those before it.
 *
 * - Volume > `ratio` × the mean of the security's earlier trades in the last minutes, of at least `samples` of them.
 * - Only continuous trades count and alert: the prints of auctions and agreed trades are large by nature. Futures do not:
 *   orders of one contract and of a hundred stand side by side there.
 * - A trading day begins without earlier trades. The direction is that of the trade's aggressor.
 */
export function spike(options: SpikeOptions = {}): OperatorFunction<ClassifiedEvent, Alert> {
  const { ratio = 3, minutes = 20, samples = 10 } = options
  return byKind(begin, (state, emit) => {
    const earlier = bySymbol(state.earlier, () => minuteMean(minutes))
    return {
      begins: earlier.clear,
      trade(event) {
        if (event.phase !== 'continuous' || event.venue === 'DERIVATIVES') return
        const before = earlier.of(event.symbol)
        advanceMean(before, event.exchangeTime)
        if (before.count >= samples && event.volume > ratio * meanOf(before)) {
          const lineage = spikeLineage(event, before, { ratio, minutes, samples })
          emit({ ...spikeAlert(event, meanOf(before), minutes), lineage })
        }
        addToMean(before, event.volume, event.seq)
      },
    }
  })
}
