import type { ForeignJson, ForeignSummaryJson, Universe } from '../../src/domain/wire.ts'

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
    estimated: flows.some((flow) => flow.estimated),
    total_buy_value: sum(flows, (flow) => flow.buy_value),
    total_sell_value: sum(flows, (flow) => flow.sell_value),
    total_net_value: sum(flows, (flow) => flow.net_value),
    total_buy_volume: sum(flows, (flow) => flow.buy_volume),
    total_sell_volume: sum(flows, (flow) => flow.sell_volume),
    total_net_volume: sum(flows, (flow) => flow.net_volume),
    top_buy: ranked.filter((flow) => flow.net_value > 0).slice(0, TOP),
    top_sell: ranked
      .filter((flow) => flow.net_value < 0)
      .sort((a, b) => a.net_value - b.net_value)
      .slice(0, TOP),
  }
}
