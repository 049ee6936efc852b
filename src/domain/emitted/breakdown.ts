import type { Breakdown } from '../market.ts'
import type { BreakdownJson } from '../wire.ts'

/** Volume and value by aggressor, under the names of the contract. */
export const breakdownJson = (part: Breakdown): BreakdownJson => ({
  mua_chu_dong_volume: part.buyVolume,
  ban_chu_dong_volume: part.sellVolume,
  neutral_volume: part.neutralVolume,
  total_volume: part.totalVolume,
  mua_chu_dong_value: part.buyValue,
  ban_chu_dong_value: part.sellValue,
  neutral_value: part.neutralValue,
  total_value: part.totalValue,
})
