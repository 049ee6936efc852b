import type { AlertJson, FeedJson, MarketSnapshotJson, StatusJson } from '../../client/index.ts'

/** A feed that is up. */
export const feed: FeedJson = { connected: true, source: 'exchange', simulated: true }

/** A status frame. */
export const status: StatusJson = { type: 'status', connected: true, feed }

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
