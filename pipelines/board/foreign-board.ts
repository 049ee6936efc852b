import { foreignJson } from '../../src/domain/emitted/foreign-flow.ts'
import type { ForeignFlow } from '../../src/domain/outputs.ts'
import type { ForeignJson, ForeignSummaryJson, Universe } from '../../src/domain/wire.ts'
import { type Part, recordState } from './part.ts'
import { type Rows, rows } from './rows.ts'

/** Securities in each of the two lists. */
const TOP = 5

const sum = (flows: readonly ForeignJson[], of: (flow: ForeignJson) => number) =>
  flows.reduce((total, flow) => total + of(flow), 0)

/** Foreign flow of several securities together; `null` when there is none. Equal nets stand by symbol. */
export function foreignSummary(flows: readonly ForeignJson[], universe: Universe): ForeignSummaryJson | null {
  if (flows.length === 0) return null
  const ranked = [...flows].sort((a, b) => b.net_value - a.net_value || (a.symbol < b.symbol ? -1 : 1))
  return {
    universe,
    total_buy_value: sum(flows, (flow) => flow.buy_value),
    total_sell_value: sum(flows, (flow) => flow.sell_value),
    total_net_value: sum(flows, (flow) => flow.net_value),
    total_buy_volume: sum(flows, (flow) => flow.buy_volume),
    total_sell_volume: sum(flows, (flow) => flow.sell_volume),
    total_net_volume: sum(flows, (flow) => flow.net_volume),
    top_buy: ranked.filter((flow) => flow.net_value > 0).slice(0, TOP),
    top_sell: ranked
      .filter((flow) => flow.net_value < 0)
      .reverse()
      .slice(0, TOP),
  }
}

/** The latest foreign flow of each security today. */
export type ForeignBoard = Part & Pick<Rows<ForeignJson>, 'of'>

/** Keeps the latest foreign flow of each security. */
export function foreignBoard(): ForeignBoard {
  const kept = { flows: new Map<string, ForeignFlow>() }
  const shown = rows((symbol) => {
    const flow = kept.flows.get(symbol)
    return flow && foreignJson(flow)
  })
  return {
    ...recordState(kept, shown),
    apply(output) {
      if (output.kind !== 'foreignFlow') return
      kept.flows.set(output.symbol, output)
      shown.changed(output.symbol)
    },
    clear() {
      kept.flows.clear()
      shown.clear()
    },
    of: shown.of,
  }
}
