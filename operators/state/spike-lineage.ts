import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Lineage } from '../../src/domain/lineage.ts'
import { decimalOf } from '../../src/domain/money.ts'
import { evidence } from './evidence.ts'
import { firstOf, type MinuteMean, meanOf } from './minute-mean.ts'

/** The numbers of the rule. */
interface SpikeRule {
  readonly ratio: number
  readonly minutes: number
  readonly samples: number
}

/** What made a spike: the trade, and the mean of those before it, which are too many to be carried. */
export function spikeLineage(trade: ClassifiedTrade, earlier: MinuteMean, rule: SpikeRule): Lineage {
  const from = firstOf(earlier)
  const { volume, venue, side } = trade
  return {
    rule: { ...rule },
    state: {
      volume,
      mean: meanOf(earlier),
      limit: rule.ratio * meanOf(earlier),
      earlier_trades: earlier.count,
      earlier_volume: earlier.sum,
      venue,
    },
    evidence: [evidence('trade', trade, { price: decimalOf(trade.price), volume, side })],
    ...(from !== undefined && { from }),
  }
}
