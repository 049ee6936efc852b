import type { PriceJson, SessionStatsJson } from '../../../client/index.ts'
import type { PriceLimits } from './price-tone.ts'

/** One price of the book and the quantity that waits there. */
export type BoardLevel = readonly [price: number, volume: number]

/** One line of the price board. What is not known is absent. */
export interface BoardRow extends PriceLimits {
  readonly symbol: string
  /** Best first, three at most. */
  readonly bids: readonly BoardLevel[]
  readonly asks: readonly BoardLevel[]
  readonly last: number | undefined
  readonly lastVolume: number | undefined
  readonly change: number | undefined
  readonly changePercent: number | undefined
  readonly totalVolume: number | undefined
  /** Buyers' part of what buyers and sellers took, 0 to 1. */
  readonly buyPressure: number | undefined
}

function buyPressure(stats: SessionStatsJson | undefined): number | undefined {
  if (!stats) return undefined
  const taken = stats.mua_chu_dong_volume + stats.ban_chu_dong_volume
  return taken > 0 ? stats.mua_chu_dong_volume / taken : undefined
}

const unknown: PriceJson = { bids: [], asks: [] }

/** The line of one security, from its prices and its totals of the day. */
export function boardRow(
  symbol: string,
  stats: SessionStatsJson | undefined,
  price: PriceJson = unknown,
): BoardRow {
  return {
    symbol,
    ceiling: price.ceiling,
    floor: price.floor,
    reference: price.ref_price,
    bids: price.bids,
    asks: price.asks,
    last: price.last_price,
    lastVolume: price.last_volume,
    change: price.change,
    changePercent: price.change_pct,
    totalVolume: stats?.total_volume,
    buyPressure: buyPressure(stats),
  }
}
