import { z } from 'zod'
import { severities } from '../routes/alert-words.ts'

/** Of what a whole is made; nothing else stands in it. */
const object = <T extends z.core.$ZodShape>(name: string, shape: T) =>
  z.strictObject(shape).meta({ id: name })

const time = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601 with +07:00' })
const price = z.number().meta({ description: 'VND, or points of an index or a future' })
const whole = z.int()
const estimated = z
  .boolean()
  .meta({ description: 'The values are: volume × the price at that time. Volumes are as told' })
const level = z.tuple([price, whole]).meta({ description: 'Price and volume' })
const state = z.enum(['premium', 'par', 'discount'])
const phase = z.enum(['closed', 'preOpen', 'ato', 'continuous', 'lunch', 'atc', 'plo', 'putThrough'])

const volumes = {
  mua_chu_dong_volume: whole.meta({ description: 'Active buyers’' }),
  ban_chu_dong_volume: whole.meta({ description: 'Active sellers’' }),
  neutral_volume: whole,
  total_volume: whole,
  mua_chu_dong_value: whole,
  ban_chu_dong_value: whole,
  neutral_value: whole,
  total_value: whole,
}
const breakdown = object('Breakdown', volumes)

const session = object('SessionStats', {
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

const priceData = object('PriceData', {
  last_price: price.optional(),
  last_volume: whole.optional(),
  change: z.number().optional(),
  change_pct: z.number().optional(),
  ref_price: price.optional(),
  ceiling: price.optional(),
  floor: price.optional(),
  bids: z.array(level),
  asks: z.array(level),
})

const index = object('IndexData', {
  index_id: z.string(),
  value: z.number(),
  prior_value: z.number().optional(),
  change: z.number().optional(),
  ratio_change: z.number().optional(),
  total_volume: whole,
  advances: whole,
  declines: whole,
  no_changes: whole,
  advance_ratio: z.number(),
  last_updated: time,
  intraday: z.array(z.strictObject({ timestamp: time, value: z.number() })).optional(),
})

const foreign = object('ForeignInvestorData', {
  symbol: z.string(),
  buy_volume: whole,
  sell_volume: whole,
  net_volume: whole,
  buy_value: whole,
  sell_value: whole,
  net_value: whole,
  total_room: whole.optional(),
  current_room: whole.optional(),
  buy_speed_per_min: z.number(),
  sell_speed_per_min: z.number(),
  buy_acceleration: z.number(),
  sell_acceleration: z.number(),
  rebased: z.boolean(),
  estimated,
  last_updated: time,
})

const summary = object('ForeignSummary', {
  universe: z.enum(['VN30', 'all']).meta({ description: 'Which securities the totals are of' }),
  estimated,
  total_buy_value: whole,
  total_sell_value: whole,
  total_net_value: whole,
  total_buy_volume: whole,
  total_sell_volume: whole,
  total_net_volume: whole,
  top_buy: z.array(foreign),
  top_sell: z.array(foreign),
})

const derivatives = object('DerivativesData', {
  symbol: z.string(),
  last_price: price,
  change: z.number().optional(),
  change_pct: z.number().optional(),
  volume: whole,
  bid_price: price.optional(),
  ask_price: price.optional(),
  basis: z.number().optional(),
  basis_pct: z.number().optional(),
  is_premium: z.boolean().nullable(),
  state: state.optional(),
  last_updated: time,
})

const feed = object('Feed', {
  connected: z.boolean(),
  since: time.optional(),
  last_message_at: time.optional(),
  stale: z.boolean().optional(),
  phase: phase.optional(),
  source: z.string(),
  simulated: z.boolean(),
})

const basisPoint = object('BasisPoint', {
  timestamp: time,
  futures_symbol: z.string(),
  futures_price: price,
  spot_value: z.number(),
  basis: z.number(),
  basis_pct: z.number(),
  is_premium: z.boolean().nullable(),
  state,
})

const alert = object('Alert', {
  id: z.string(),
  alert_type: z.string(),
  severity: z.enum(severities),
  symbol: z.string(),
  message: z.string(),
  timestamp: time,
  data: z.record(z.string(), z.union([z.number(), z.string()])),
})

const named = z.record(z.string(), z.union([z.number(), z.string()]))

const alertWhy = object('AlertWhy', {
  alert,
  rule: z.strictObject({
    says: z.string().meta({ description: 'In words; the names in it are its numbers' }),
    numbers: named,
  }),
  state: named.meta({ description: 'What the rule looked at as it told' }),
  evidence: z
    .array(z.strictObject({ seq: whole, timestamp: time, what: z.string(), values: named }))
    .meta({ description: 'What that was made of, oldest first; of a window its contents' }),
  complete: z.boolean().meta({ description: 'Whether evidence is all of it' }),
  frames: z
    .array(z.strictObject({ seq: whole, source: z.string(), received_at: time, text: z.string() }))
    .meta({ description: 'The newest frames of it, as the log has them' }),
  frames_left_off: whole.meta({ description: 'Older ones that the log has' }),
  frames_missing: z.array(whole).meta({ description: 'Those that the log does not have any more' }),
  note: z.string().optional().meta({ description: 'Why something is missing' }),
})

const problem = object('Problem', {
  type: z.string(),
  title: z.string(),
  status: whole,
  detail: z.string(),
  errors: z
    .array(z.strictObject({ field: z.string(), value: z.unknown(), allowed: z.string() }))
    .optional()
    .meta({ description: 'The fields that do not fit, and what is allowed' }),
}).meta({ description: 'RFC 9457' })

/** What the present market is told in. */
export const schemas = {
  snapshot: object('MarketSnapshot', {
    quotes: z.record(z.string(), session),
    prices: z.record(z.string(), priceData),
    indices: z.record(z.string(), index),
    foreign: summary.nullable(),
    derivatives: derivatives.nullable(),
    feed,
  }),
  foreignDetail: object('ForeignDetail', { summary: summary.nullable(), stocks: z.array(foreign) }),
  volumeStats: object('VolumeStats', { stats: z.array(session) }),
  basisTrend: z.array(basisPoint),
  alerts: z.array(alert),
  alertWhy,
  components: object('Components', { symbols: z.array(z.string()) }),
  feed,
  problem,
}
