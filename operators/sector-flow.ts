import type { OperatorFunction } from 'rxjs'
import type { Quantity, Vnd } from '../src/domain/money.ts'
import type { Stamp } from '../src/domain/event.ts'
import type { ForeignFlow } from '../src/domain/outputs.ts'
import { tradingDay } from '../src/domain/time.ts'
import { sectorOf } from '../src/market/sectors.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'

/** What foreigners bought and sold today in one sector. */
export interface SectorFlow extends Stamp {
  readonly kind: 'sectorFlow'
  /** In the manner of ICB level 2; `Other` for what no list places. */
  readonly sector: string
  readonly buyVolume: Quantity
  readonly sellVolume: Quantity
  readonly buyValue: Vnd
  readonly sellValue: Vnd
  /** Bought less sold, VND. */
  readonly netValue: number
  /** Securities of the sector that the feed told foreign totals of today. */
  readonly securities: number
}

interface Totals {
  buyVolume: Quantity
  sellVolume: Quantity
  buyValue: Vnd
  sellValue: Vnd
}

interface SectorTotals extends Totals {
  securities: number
}

const begin = () => ({
  day: -Infinity,
  bySymbol: new Map<string, Totals>(),
  bySector: new Map<string, SectorTotals>(),
})

const zero = (): Totals => ({ buyVolume: 0, sellVolume: 0, buyValue: 0, sellValue: 0 })

/**
 * Foreign flow by sector: the day's running totals of `deltaSpeed`, summed over the securities of each sector.
 *
 * - Emits the sector's totals after each flow of one of its securities that changed a total, or is its first of the day; the decay of a
 *   speed alone emits nothing. Sums are of whole numbers: they do not drift.
 * - Begins again with a trading day. Leaves out what belongs to one that is over.
 */
export function sectorFlow(): OperatorFunction<ForeignFlow, SectorFlow> {
  return stateful(begin, (state, emit) => ({
    next(flow) {
      const day = tradingDay(flow.exchangeTime)
      if (day < state.day) return
      if (day > state.day) {
        state.day = day
        state.bySymbol.clear()
        state.bySector.clear()
      }
      const sector = sectorOf(flow.symbol)
      const sums = keyed(state.bySector, sector, () => ({ ...zero(), securities: 0 }))
      const isFirst = !state.bySymbol.has(flow.symbol)
      if (isFirst) sums.securities += 1
      if (add(sums, keyed(state.bySymbol, flow.symbol, zero), flow) || isFirst) {
        emit(flowOf(sector, sums, flow))
      }
    },
  }))
}

const FIELDS = ['buyVolume', 'sellVolume', 'buyValue', 'sellValue'] as const

/** Adds what a security's totals grew by; true when one did. */
function add(sums: Totals, own: Totals, flow: ForeignFlow): boolean {
  let changed = false
  for (const field of FIELDS) {
    const growth = flow[field] - own[field]
    if (growth !== 0) changed = true
    sums[field] += growth
    own[field] = flow[field]
  }
  return changed
}

const flowOf = (sector: string, sums: SectorTotals, cause: Stamp): SectorFlow => ({
  kind: 'sectorFlow',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  sector,
  buyVolume: sums.buyVolume,
  sellVolume: sums.sellVolume,
  buyValue: sums.buyValue,
  sellValue: sums.sellValue,
  netValue: sums.buyValue - sums.sellValue,
  securities: sums.securities,
})
