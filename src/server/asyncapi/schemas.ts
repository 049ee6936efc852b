import { z } from 'zod'
import type { FeedStatus, SocketFrame } from '../../domain/socket.ts'

const channel = z.string().meta({ examples: ['market', 'alerts', 'trades:FPT', 'bars:FPT:1m'] })
const time = z
  .string()
  .meta({ description: 'ISO 8601 with +07:00', examples: ['2026-11-20T10:00:00.000+07:00'] })
const seq = z
  .int()
  .min(0)
  .meta({ description: 'One more from frame to frame of a channel; a loss says where it leaps' })

const feed = z.strictObject({
  connected: z.boolean(),
  since: time.exactOptional(),
  lastMessageAt: time.exactOptional(),
  stale: z.boolean(),
  phase: z
    .enum(['closed', 'preOpen', 'ato', 'continuous', 'lunch', 'atc', 'plo', 'putThrough'])
    .exactOptional(),
  source: z.string(),
  simulated: z.boolean(),
}) satisfies z.ZodType<FeedStatus>

const volumes = {
  mua_chu_dong_volume: z.number(),
  ban_chu_dong_volume: z.number(),
  neutral_volume: z.number(),
  total_volume: z.number(),
  mua_chu_dong_value: z.number(),
  ban_chu_dong_value: z.number(),
  neutral_value: z.number(),
  total_value: z.number(),
}
const breakdown = z.strictObject(volumes)
const session = z.strictObject({
  ...volumes,
  symbol: z.string(),
  last_updated: time,
  ato: breakdown,
  continuous: breakdown,
  atc: breakdown,
  putThrough: breakdown,
  other: breakdown,
  gap: breakdown,
})
const level = z.array(z.number()).length(2).meta({ description: 'Price and volume' })
const price = z.looseObject({
  last_price: z.number().exactOptional(),
  last_volume: z.number().exactOptional(),
  change: z.number().exactOptional(),
  change_pct: z.number().exactOptional(),
  ref_price: z.number().exactOptional(),
  ceiling: z.number().exactOptional(),
  floor: z.number().exactOptional(),
  bids: z.array(level),
  asks: z.array(level),
})
const index = z.looseObject({
  index_id: z.string(),
  value: z.number(),
  total_volume: z.number(),
  advances: z.number(),
  declines: z.number(),
  no_changes: z.number(),
  advance_ratio: z.number(),
  last_updated: time,
  intraday: z.array(z.strictObject({ timestamp: time, value: z.number() })).exactOptional(),
})
const foreign = z.looseObject({
  total_buy_value: z.number(),
  total_sell_value: z.number(),
  total_net_value: z.number(),
  total_buy_volume: z.number(),
  total_sell_volume: z.number(),
  total_net_volume: z.number(),
  top_buy: z.array(z.looseObject({ symbol: z.string(), net_value: z.number() })),
  top_sell: z.array(z.looseObject({ symbol: z.string(), net_value: z.number() })),
})
const derivatives = z.looseObject({
  symbol: z.string(),
  last_price: z.number(),
  volume: z.number(),
  is_premium: z.boolean().nullable(),
  last_updated: time,
})
const market = z.strictObject({
  quotes: z.record(z.string(), session),
  prices: z.record(z.string(), price),
  indices: z.record(z.string(), index),
  foreign: foreign.nullable(),
  derivatives: derivatives.nullable(),
  feed: z.looseObject({ connected: z.boolean(), source: z.string(), simulated: z.boolean() }),
})
const alert = z.strictObject({
  id: z.string(),
  alert_type: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  symbol: z.string(),
  message: z.string(),
  timestamp: time,
  data: z.record(z.string(), z.union([z.number(), z.string()])),
})
const stamp = { seq: z.int(), time: time.exactOptional(), symbol: z.string() }
const trade = z.strictObject({
  stream: z.literal('trade'),
  ...stamp,
  price: z.number(),
  volume: z.number(),
  value: z.number(),
  side: z.enum(['buy', 'sell', 'neutral']),
  basis: z.enum(['feed', 'quote', 'tick', 'none']),
  phase: z.string(),
  bid: z.number().exactOptional(),
  ask: z.number().exactOptional(),
})
const bar = z.strictObject({
  stream: z.literal('bar'),
  ...stamp,
  interval: z.string(),
  start: time,
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
  active_buy_volume: z.number(),
  active_sell_volume: z.number(),
  revision: z.int(),
  complete: z.boolean(),
  filled_volume: z.number().exactOptional(),
})
const row = z.looseObject({ stream: z.string(), seq: z.int(), time: time.exactOptional() })

/** The data of each channel: whole states and, of them, what changed; or events. */
export const channelData = {
  market: { snapshot: market, delta: market.partial() },
  foreign: { snapshot: foreign.nullable(), delta: foreign.partial() },
  index: { snapshot: z.record(z.string(), index), delta: z.record(z.string(), index) },
  alerts: { snapshot: z.array(alert), event: alert },
  trades: { snapshot: z.array(trade), event: trade },
  bars: { snapshot: z.array(bar), event: bar },
  pipeline: { snapshot: z.array(row), event: row },
} as const

const names = z.array(z.string()).min(1)

/** What a client says. */
export const request = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('subscribe'),
    channels: names,
    resume: z.record(z.string(), z.int().min(0)).exactOptional(),
    format: z.enum(['json', 'arrow']).exactOptional(),
  }),
  z.object({ op: z.literal('unsubscribe'), channels: names }),
  z.object({ op: z.literal('ping') }),
])

const ofChannel = { channel, seq, time }

/** What frames of channels are, with data of a kind. */
export const frames = {
  snapshot: <D extends z.ZodType>(data: D) =>
    z.strictObject({ type: z.literal('snapshot'), ...ofChannel, feed, data }),
  delta: <D extends z.ZodType>(data: D) => z.strictObject({ type: z.literal('delta'), ...ofChannel, data }),
  event: <D extends z.ZodType>(data: D) => z.strictObject({ type: z.literal('event'), ...ofChannel, data }),
}

/** What the server says beside. */
export const control = {
  loss: z.strictObject({
    type: z.literal('loss'),
    ...ofChannel,
    data: z.strictObject({ missing: z.int().min(1) }),
  }),
  status: z.strictObject({
    type: z.literal('status'),
    channel: channel.exactOptional(),
    time,
    data: feed.extend({
      op: z.enum(['unsubscribe', 'ping']).exactOptional(),
      channels: z.array(z.string()).exactOptional(),
      conflated: z.boolean().exactOptional(),
    }),
  }),
  error: z.strictObject({
    type: z.literal('error'),
    channel: channel.exactOptional(),
    time,
    data: z.strictObject({ message: z.string(), allowed: z.string() }),
  }),
} satisfies Readonly<Record<string, z.ZodType<SocketFrame>>>
