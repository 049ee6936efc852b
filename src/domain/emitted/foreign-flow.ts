import type { ForeignFlow } from '../outputs.ts'
import { isoIct } from '../time.ts'
import type { ForeignJson } from '../wire.ts'

/** Two decimals are more than a speed in shares a minute can mean. */
const rounded = (speed: number) => Math.round(speed * 100) / 100

/** Foreign flow of a security; speeds in shares a minute, accelerations in shares a minute per minute. */
export const foreignJson = (flow: ForeignFlow): ForeignJson => ({
  symbol: flow.symbol,
  buy_volume: flow.buyVolume,
  sell_volume: flow.sellVolume,
  net_volume: flow.buyVolume - flow.sellVolume,
  buy_value: flow.buyValue,
  sell_value: flow.sellValue,
  net_value: flow.buyValue - flow.sellValue,
  ...(flow.totalRoom !== undefined && { total_room: flow.totalRoom }),
  ...(flow.currentRoom !== undefined && { current_room: flow.currentRoom }),
  buy_speed_per_min: rounded(flow.buySpeed),
  sell_speed_per_min: rounded(flow.sellSpeed),
  buy_acceleration: rounded(flow.buyAcceleration),
  sell_acceleration: rounded(flow.sellAcceleration),
  rebased: flow.rebased,
  // What nobody traded is worth 0, and that is no estimate.
  estimated: flow.buyVolume + flow.sellVolume > 0,
  last_updated: isoIct(flow.exchangeTime),
})
