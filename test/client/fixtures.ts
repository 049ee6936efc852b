import type { AlertJson, BarJson, FeedJson, MarketSnapshotJson, TradeJson } from '../../client/index.ts'

/** A feed that is up. */
export const feed: FeedJson = { connected: true, source: 'exchange', simulated: true }

/** A snapshot that can be told from others by the last price of FPT. */
export const snapshot = (lastPrice: number): MarketSnapshotJson => ({
  quotes: {},
  prices: { FPT: { last_price: lastPrice, bids: [], asks: [] } },
  indices: {},
  foreign: null,
  derivatives: null,
  feed,
})

/** An alert with a number. */
export const alert = (id: number): AlertJson => ({
  id: String(id),
  alert_type: 'volume_spike',
  severity: 'warning',
  symbol: 'FPT',
  message: `Alert ${id}`,
  timestamp: `2026-11-20T10:00:${String(id % 60).padStart(2, '0')}+07:00`,
  data: { direction: 'up' },
})

/** A trade with a number. */
export const trade = (seq: number): TradeJson => ({
  stream: 'trade',
  seq,
  symbol: 'FPT',
  price: 135_000,
  volume: 100,
  value: 13_500_000,
  side: 'buy',
  basis: 'quote',
  phase: 'continuous',
})

/** A bar with a number. */
export const bar = (seq: number): BarJson => ({
  stream: 'bar',
  seq,
  symbol: 'FPT',
  interval: '1m',
  start: '2026-11-20T10:00:00+07:00',
  open: 1,
  high: 1,
  low: 1,
  close: 1,
  volume: 100,
  active_buy_volume: 100,
  active_sell_volume: 0,
  revision: 0,
  complete: true,
})
