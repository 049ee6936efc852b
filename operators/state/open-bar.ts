import type { ClassifiedTrade, Stamp } from '../../src/domain/event.ts'
import type { Price, Quantity } from '../../src/domain/money.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import type { Instant } from '../../src/domain/time.ts'

/** A bar that trades are still added to. */
export interface OpenBar {
  readonly symbol: string
  readonly start: Instant
  readonly open: Price
  high: Price
  low: Price
  close: Price
  volume: Quantity
  activeBuyVolume: Quantity
  activeSellVolume: Quantity
  revision: number
}

/** A bar of one security without volume, at the price of the trade that opens it. */
export const openBar = ({ symbol, price }: ClassifiedTrade, start: Instant): OpenBar => ({
  symbol,
  start,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: 0,
  activeBuyVolume: 0,
  activeSellVolume: 0,
  revision: 0,
})

/** Adds a trade, the last one in the order of the log. */
export function extendBar(bar: OpenBar, { price, volume, side }: ClassifiedTrade): void {
  if (price > bar.high) bar.high = price
  if (price < bar.low) bar.low = price
  bar.close = price
  bar.volume += volume
  if (side === 'buy') bar.activeBuyVolume += volume
  else if (side === 'sell') bar.activeSellVolume += volume
}

/** How a bar is told: its width, and whether its interval has ended. */
export interface Telling {
  readonly interval: number
  readonly complete: boolean
}

/** The bar as it stands, stamped with the event that made it known. */
export const toldBar = (bar: OpenBar, cause: Stamp, { interval, complete }: Telling): Bar => ({
  kind: 'bar',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  symbol: bar.symbol,
  interval,
  start: bar.start,
  open: bar.open,
  high: bar.high,
  low: bar.low,
  close: bar.close,
  volume: bar.volume,
  activeBuyVolume: bar.activeBuyVolume,
  activeSellVolume: bar.activeSellVolume,
  revision: bar.revision,
  complete,
})
