import { z } from 'zod'
import { namesOf } from '../../../../pipelines/board/names-of.ts'
import type { NamedParams } from '../../../store/protocol.ts'
import { alertTypes, severities } from '../alert-words.ts'
import { oneOf } from '../../query.ts'
import type { PageKey } from './cursor.ts'
import { type DateRange, rangeFields, type RangeQuery, rangeQuery } from './range.ts'
import { rows } from './rows.ts'
import { wholeCandles } from './whole-candles.ts'

/** Widths of candles, and what the database calls them. */
const INTERVALS = {
  '1m': '1 minute',
  '3m': '3 minutes',
  '5m': '5 minutes',
  '15m': '15 minutes',
  '30m': '30 minutes',
  '45m': '45 minutes',
  '1h': '1 hour',
  '2h': '2 hours',
  '3h': '3 hours',
  '4h': '4 hours',
  '6h': '6 hours',
  '8h': '8 hours',
  '12h': '12 hours',
  '1d': '1 day',
  '1w': '7 days',
  '1M': '1 month',
} as const
const widths = Object.keys(INTERVALS) as [keyof typeof INTERVALS]

const candlesQuery = z.object({
  ...rangeFields,
  interval: z.enum(widths, { error: `one of ${widths.join(', ')}` }).default('1m'),
})
// Without flags: the document tells its source alone.
const code = /^[A-Za-z0-9]{1,20}$/
const alertsQuery = z.object({
  ...rangeFields,
  type: oneOf(alertTypes),
  severity: oneOf(severities),
  symbol: z.string().regex(code, { error: 'letters and digits, at most 20' }).toUpperCase().optional(),
})

/** What a query may say. */
interface Filter extends RangeQuery {
  readonly interval?: keyof typeof INTERVALS
  readonly type?: string | undefined
  readonly severity?: string | undefined
  readonly symbol?: string | undefined
}

/** Rows that are kept, and how they are asked for. */
export interface Series {
  /** With `{name}`, where it is of one security or index, in the first of its names. */
  readonly path: string
  readonly summary: string
  /** Its file in `sql/queries`. */
  readonly sql: string
  readonly key: PageKey
  /** Trading dates where a query names none. */
  readonly usualDays: number
  readonly query: typeof rangeQuery | typeof candlesQuery | typeof alertsQuery
  readonly row: z.ZodObject
  /** Values for the statement beside the dates, and those where others are read than are asked for. `name` is in capitals. */
  readonly params: (name: string, filter: Filter, range: DateRange) => NamedParams
}

/** The other names under which rows of a security may be kept: of a future its codes, of anything else the same. */
function otherNames(name: string, { until }: DateRange) {
  const [, alias = name, other = name] = namesOf(name, until)
  return { alias, other }
}

const security = (symbol: string, _filter: Filter, range: DateRange) => ({
  symbol,
  ...otherNames(symbol, range),
})
const candles = ({ interval = '1m' }: Filter, range: DateRange) => ({
  interval: INTERVALS[interval],
  ...wholeCandles(range, interval),
})

/** Everything that is kept of the market. Those of one fixed name come before those of any name. */
export const series: readonly Series[] = [
  {
    path: '/api/history/index/{name}',
    summary: 'An index as each message told it',
    sql: 'history_index',
    key: 'seq',
    usualDays: 5,
    query: rangeQuery,
    row: rows.index,
    params: (index) => ({ index }),
  },
  {
    path: '/api/history/index/{name}/candles',
    summary: 'Candles of an index, the running one included',
    sql: 'history_index_candles',
    key: 'timestamp',
    usualDays: 5,
    query: candlesQuery,
    row: rows.indexCandle,
    params: (index, filter, range) => ({ index, ...candles(filter, range) }),
  },
  {
    path: '/api/history/derivatives/{contract}',
    summary: 'A future and its basis, each time one of the two changed',
    sql: 'history_derivatives',
    key: 'seq',
    usualDays: 5,
    query: rangeQuery,
    row: rows.derivative,
    params: (contract, _filter, range) => ({ contract, ...otherNames(contract, range) }),
  },
  {
    path: '/api/history/alerts',
    summary: 'Alerts',
    sql: 'history_alerts',
    key: 'seq',
    usualDays: 5,
    query: alertsQuery,
    row: rows.alert,
    params: (_name, { symbol = null, type = null, severity = null }, range) => ({
      symbol,
      ...(symbol === null ? { alias: null, other: null } : otherNames(symbol, range)),
      type,
      severity,
    }),
  },
  {
    path: '/api/history/{symbol}/candles',
    summary: 'Candles of a security, the running one included',
    sql: 'history_candles',
    key: 'timestamp',
    usualDays: 1,
    query: candlesQuery,
    row: rows.candle,
    params: (symbol, filter, range) => ({ ...security(symbol, filter, range), ...candles(filter, range) }),
  },
  {
    path: '/api/history/{symbol}/ticks',
    summary: 'Trades of a security, in the order of the log',
    sql: 'history_ticks',
    key: 'seq',
    usualDays: 1,
    query: rangeQuery,
    row: rows.tick,
    params: security,
  },
  {
    path: '/api/history/{symbol}/foreign',
    summary: 'What foreigners bought and sold of a security: running totals of the trading day',
    sql: 'history_foreign',
    key: 'seq',
    usualDays: 5,
    query: rangeQuery,
    row: rows.foreign,
    params: security,
  },
  {
    path: '/api/history/{symbol}/foreign/daily',
    summary: 'What foreigners bought and sold of a security: the last totals of each trading date',
    sql: 'history_foreign_daily',
    key: 'day',
    usualDays: 30,
    query: rangeQuery,
    row: rows.foreignDay,
    params: security,
  },
]
