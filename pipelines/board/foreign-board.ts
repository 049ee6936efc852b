import { foreignJson } from '../../src/domain/emitted/foreign-flow.ts'
import type { ForeignFlow } from '../../src/domain/outputs.ts'
import type { ForeignJson, ForeignSummaryJson, Universe } from '../../src/domain/wire.ts'
import { type Part, recordState } from './part.ts'
import { remembered } from './remembered.ts'

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

/** Foreign flow of each security today. */
export interface ForeignBoard extends Part {
  /** Of those that `watched` lets through. */
  stocks(watched: (symbol: string) => boolean): readonly ForeignJson[]
  /** Another number each time that something may be different. */
  version(): number
}

/** Keeps the latest foreign flow of each security. */
export function foreignBoard(): ForeignBoard {
  const kept = { flows: new Map<string, ForeignFlow>() }
  const rows = remembered<string, ForeignJson>()
  const state = recordState(kept)
  let version = 0
  return {
    ...state,
    load(saved: typeof kept) {
      state.load(saved)
      version += 1
    },
    apply(output) {
      if (output.kind !== 'foreignFlow') return
      kept.flows.set(output.symbol, output)
      version += 1
    },
    clear() {
      kept.flows.clear()
      rows.clear()
      version += 1
    },
    version: () => version,
    stocks: (watched) =>
      [...kept.flows.values()]
        .filter(({ symbol }) => watched(symbol))
        .map((flow) => rows.of(flow.symbol, [flow], () => foreignJson(flow))),
  }
}
