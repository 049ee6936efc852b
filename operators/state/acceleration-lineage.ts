import type { Lineage } from '../../src/domain/lineage.ts'
import type { Vnd } from '../../src/domain/money.ts'
import type { ForeignFlow } from '../../src/domain/outputs.ts'
import { evidence } from './evidence.ts'
import type { Step } from './step-history.ts'

/** The numbers of the rule. */
interface AccelerationRule {
  readonly lag: number
  readonly percent: number
  readonly least: Vnd
}

/** What made an acceleration: each net value from the one that stood then to the one of now. */
export function accelerationLineage(
  { buyValue, sellValue, buyVolume, sellVolume }: ForeignFlow,
  steps: readonly Step[],
  { lag, percent, least }: AccelerationRule,
): Lineage {
  const net = buyValue - sellValue
  const then = steps[0]?.value ?? net
  return {
    rule: { minutes: lag / 60_000, change_pct: percent, least_value: least },
    state: {
      net_value: net,
      prev_value: then,
      change: net - then,
      buy_value: buyValue,
      sell_value: sellValue,
      buy_volume: buyVolume,
      sell_volume: sellVolume,
    },
    evidence: steps.map((step) => evidence('net value', step, { net_value: step.value })),
  }
}
