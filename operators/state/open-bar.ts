import type { ClassifiedTrade, MinuteBar, Stamp } from '../../src/domain/event.ts'
import type { Price, Quantity } from '../../src/domain/money.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import type { Instant } from '../../src/domain/time.ts'

/** A bar that trades are still added to. */
export interface OpenBar {
  readonly symbol: string
  start: Instant
  open: Price
  high: Price
  low: Price
  close: Price
  volume: Quantity
  activeBuyVolume: Quantity
  activeSellVolume: Quantity
  /** Part of the volume that a list tells of, and no trade so far. */
  filledVolume: Quantity
  /** Places in the day of the trades that open and close it. */
  opensAt: Quantity
  closesAt: Quantity
  revision: number
}

/** A bar of one security without volume, at the price of the trade that opens it. */
export const openBar = ({ symbol, price, totalVolume }: ClassifiedTrade, start: Instant): OpenBar => ({
  symbol,
  start,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: 0,
  activeBuyVolume: 0,
  activeSellVolume: 0,
  filledVolume: 0,
  opensAt: totalVolume,
  closesAt: totalVolume,
  revision: 0,
})

/**
 * Makes the bar of another interval of one that nobody needs any more. Bars live long enough to be old when they are dropped: to take
 * them again made bars alone faster by a tenth.
 */
export function renewBar(bar: OpenBar, { price, totalVolume }: ClassifiedTrade, start: Instant): OpenBar {
  bar.start = start
  bar.open = bar.high = bar.low = bar.close = price
  bar.volume = 0
  bar.activeBuyVolume = 0
  bar.activeSellVolume = 0
  bar.filledVolume = 0
  bar.opensAt = bar.closesAt = totalVolume
  bar.revision = 0
  return bar
}

/** Adds a trade. One that comes late takes its place among those that are in the bar; what a list told of is not added twice. */
export function extendBar(bar: OpenBar, trade: ClassifiedTrade): void {
  const { price, volume, side } = trade
  const listed = Math.min(bar.filledVolume, volume)
  bar.filledVolume -= listed
  bar.volume += volume - listed
  if (price > bar.high) bar.high = price
  if (price < bar.low) bar.low = price
  order(bar, trade)
  if (side === 'buy') bar.activeBuyVolume += volume
  else if (side === 'sell') bar.activeSellVolume += volume
}

function order(bar: OpenBar, { price, totalVolume, late }: ClassifiedTrade): void {
  if (!late || totalVolume > bar.closesAt) {
    bar.close = price
    bar.closesAt = totalVolume
  } else if (totalVolume < bar.opensAt) {
    bar.open = price
    bar.opensAt = totalVolume
  }
}

/** A bar of a minute in which no trade was told, to be completed by what a list tells of it. */
export const listedBar = ({ symbol, start, open, high, low, close }: MinuteBar): OpenBar => ({
  symbol,
  start,
  open,
  high,
  low,
  close,
  volume: 0,
  activeBuyVolume: 0,
  activeSellVolume: 0,
  filledVolume: 0,
  opensAt: 0,
  closesAt: Infinity,
  revision: 0,
})

/** Completes a bar by what a list tells of its minute: prices and volume of all its trades. Whose they were stays unknown. */
export function completeBar(bar: OpenBar, { open, high, low, close, volume }: MinuteBar): void {
  bar.open = open
  if (high > bar.high) bar.high = high
  if (low < bar.low) bar.low = low
  bar.close = close
  bar.filledVolume += volume - bar.volume
  bar.volume = volume
  // A trade that comes now is in the list's prices already.
  bar.opensAt = 0
  bar.closesAt = Infinity
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
  filledVolume: bar.filledVolume,
  revision: bar.revision,
  complete,
})
