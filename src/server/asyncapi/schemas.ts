import { z } from 'zod'
import type { FeedStatus, SocketFrame } from '../../domain/socket.ts'
import { schemas } from '../openapi/schemas.ts'

const channel = z.string().meta({
  description:
    'As it was asked for. A security may be named in any case, and an index future by any of its names (41I1GC000, VN30F2612, VN30F1M); data bear the code of the feed',
  examples: ['market', 'alerts', 'trades:FPT', 'bars:FPT:1m'],
})
const time = z
  .string()
  .meta({ description: 'ISO 8601 with +07:00', examples: ['2026-11-20T10:00:00.000+07:00'] })
const seq = z
  .int()
  .min(0)
  .meta({ description: 'One more from frame to frame of a channel; a loss says where it leaps' })

const timeline = z.int().meta({
  description:
    'Only where a replay is the source: another number at each place that it goes to by a seek or a loop, and in each run. Where it is not that of the snapshot before, what the channel told until then is of another place: this is in its place',
})

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

/** Parts of what is told over HTTP, and of what changes in them. */
const market = schemas.snapshot
const index = market.shape.indices.valueType
const changedIndex = index.extend({
  ended_minutes: z
    .array(z.strictObject({ timestamp: time, value: z.number() }))
    .meta({ description: 'Points of minutes that ended since the frame before, for the list `intraday`' })
    .exactOptional(),
})
const foreign = schemas.foreignDetail.shape.summary.unwrap()
const alert = schemas.alerts.element

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
  market: {
    snapshot: market,
    delta: market.partial().extend({ indices: z.record(z.string(), changedIndex).exactOptional() }),
  },
  foreign: { snapshot: foreign.nullable(), delta: foreign.partial() },
  index: { snapshot: z.record(z.string(), index), delta: z.record(z.string(), changedIndex) },
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
    z.strictObject({
      type: z.literal('snapshot'),
      ...ofChannel,
      feed,
      timeline: timeline.exactOptional(),
      data,
    }),
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
