import { classify, type ClassifyOptions } from '../../operators/classify.ts'
import type { ClassifiedTrade, MarketEvent, Trade } from '../../src/domain/event.ts'
import { outputsOf } from './outputs-of.ts'
import { unsided } from './unsided.ts'

/** Trades whose aggressor is taken away, but for what `feedSide` names, and decided anew. */
export function reclassified(
  trades: readonly ClassifiedTrade[],
  options: ClassifyOptions,
  feedSide: (place: number) => Trade['feedSide'] = () => undefined,
): readonly ClassifiedTrade[] {
  const bare = trades.map((trade, i): MarketEvent => unsided(trade, feedSide(i)))
  return outputsOf(bare, classify(options)).filter(
    (event): event is ClassifiedTrade => event.kind === 'trade',
  )
}
