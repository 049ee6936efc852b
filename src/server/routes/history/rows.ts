import { z } from 'zod'
import { severities } from '../alert-words.ts'

const timestamp = z.iso.datetime({ offset: true }).meta({ description: 'Exchange time, with +07:00' })
const seq = z.int().meta({ description: 'Place in the log; order is seq, never time' })
const whole = z.int()
const price = z.number().meta({ description: 'VND, or points of an index or a future' })
const ohlc = { open: price, high: price, low: price, close: price }
const flow = {
  buy_vol: whole,
  sell_vol: whole,
  net_vol: whole,
  buy_value: whole,
  sell_value: whole,
  net_value: whole,
  estimated: z.boolean().meta({ description: 'The values are: volume × the price at that time' }),
}

/** The rows of history, as JSON. What is not known is null. */
export const rows = {
  candle: z.strictObject({
    symbol: z.string(),
    timestamp: timestamp.meta({ description: 'Begin of the candle' }),
    ...ohlc,
    volume: whole,
    active_buy_vol: whole,
    active_sell_vol: whole,
    complete: z.boolean().meta({ description: 'False for the running one' }),
  }),
  tick: z.strictObject({
    symbol: z.string(),
    timestamp,
    price,
    volume: whole,
    side: z.enum(['buy', 'sell', 'neutral']).meta({ description: 'Who was active' }),
    bid: price.nullable(),
    ask: price.nullable(),
    phase: z.enum(['ato', 'continuous', 'atc', 'plo', 'putThrough', 'other']),
    seq,
  }),
  foreign: z.strictObject({ symbol: z.string(), timestamp, ...flow, seq }),
  foreignDay: z.strictObject({ day: z.iso.date(), ...flow }),
  index: z.strictObject({
    index_name: z.string(),
    timestamp,
    value: z.number(),
    change_pct: z.number().nullable(),
    volume: whole.meta({ description: 'The day’s so far' }),
    seq,
  }),
  indexCandle: z.strictObject({
    index_name: z.string(),
    timestamp: timestamp.meta({ description: 'Begin of the candle' }),
    ...ohlc,
    volume: whole.meta({ description: 'The day’s, as it stood at the end of the candle' }),
  }),
  derivative: z.strictObject({
    contract: z.string(),
    timestamp,
    price,
    basis: z.number(),
    open_interest: z.null().meta({ description: 'No source tells it' }),
    seq,
  }),
  alert: z.strictObject({
    id: z.string(),
    alert_type: z.string(),
    severity: z.enum(severities),
    symbol: z.string(),
    message: z.string(),
    timestamp,
    data: z.record(z.string(), z.union([z.number(), z.string()])),
    seq,
  }),
}
