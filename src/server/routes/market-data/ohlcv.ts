import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { misfitOf } from '../../misfit.ts'
import { fieldProblem, type Problem, sendProblem } from '../../problem.ts'
import { queryReader, wholeNumber } from '../../query.ts'
import { type DateRange, dateRange, rangeFields } from '../history/range.ts'
import { rows } from '../history/rows.ts'
import type { SeriesParts } from '../history/series-routes.ts'
import { series } from '../history/series.ts'
import { security, venues } from './security.ts'
import { storedRows } from './stored-rows.ts'

const widths = ['1m', '3m', '5m', '15m', '30m', '45m', '1h', '2h', '3h', '4h', '1d', '1w', '1M'] as const
/** Trading dates where a query names none: for candles of a day and more, and for shorter ones. */
const MANY_DAYS = 365
const FEW_DAYS = 5

/** Which candles. */
export const ohlcvQuery = z.object({
  interval: z.enum(widths, { error: `one of ${widths.join(', ')}` }).default('1d'),
  start_date: rangeFields.start,
  end_date: rangeFields.end,
  limit: wholeNumber(1, 5_000, 1_000),
})

const { timestamp, open, high, low, close, volume } = rows.candle.shape
const candle = z.object({ timestamp, open, high, low, close, volume })

/** Candles of a security, newest first. */
export const ohlcvAnswer = z.strictObject({
  symbol: z.string(),
  exchange: z.enum(venues),
  interval: z.enum(widths),
  data: z.array(z.strictObject({ datetime: timestamp, open, high, low, close, volume })),
  count: z.int(),
})

const place = z.object({
  exchange: z
    .string()
    .toUpperCase()
    .pipe(z.enum(venues, { error: `one of ${venues.join(', ')}` })),
  symbol: z
    .string()
    .regex(/^[A-Za-z0-9]{1,20}$/, { error: 'letters and digits, at most 20' })
    .toUpperCase(),
})

/** How candles, and a security by all its names, are asked for by `/api/history`. */
const [candles] = series.filter(({ sql }) => sql === 'history_candles')
const [ticks] = series.filter(({ sql }) => sql === 'history_ticks')

interface Question extends z.output<typeof place>, Pick<z.output<typeof ohlcvQuery>, 'interval' | 'limit'> {
  readonly range: DateRange
}

/** Makes what reads a request; a problem where it does not fit. */
function questionReader({ today }: SeriesParts) {
  const read = queryReader(ohlcvQuery)
  return ({ params, query: given }: Request): Question | Problem => {
    const at = place.safeParse(params)
    if (!at.success) return misfitOf(params, at.error)
    const query = read(given)
    if (!query.success) return misfitOf(given, query.error)
    const { interval, start_date: start, end_date: end, limit } = query.data
    const isLong = interval.endsWith('d') || interval.endsWith('w') || interval.endsWith('M')
    const range = dateRange({ start, end }, today(), isLong ? MANY_DAYS : FEW_DAYS)
    if ('field' in range) return fieldProblem({ ...range, field: 'start_date', value: start })
    return { ...at.data, interval, limit, range }
  }
}

/**
 * `GET /api/v1/market-data/ohlcv/{exchange}/{symbol}`: candles of what is stored, the running one included; 404 where nothing of that name traded
 * there on the dates asked for.
 */
export function ohlcvRoute(parts: SeriesParts, onError: (error: unknown) => void): Router {
  const read = questionReader(parts)
  const securities = storedRows('securities', security, { ...parts, onError })
  const stored = storedRows('history_candles', candle, { ...parts, onError })

  const answer = async (response: Response, { symbol, exchange, interval, limit, range }: Question) => {
    const filter = { interval, limit, order: 'desc' } as const
    const names = ticks?.params(symbol, filter, range)
    const found = await securities(response, { params: { ...range, ...names }, limit: 1, key: 'symbol' })
    if (!found) return
    if (found[0]?.exchange !== exchange) {
      const detail = `Nothing is stored of ${exchange}:${symbol} from ${range.from} to ${range.until}.`
      sendProblem(response, { status: 404, detail })
      return
    }
    const params = { ...range, ...candles?.params(symbol, filter, range) }
    const told = await stored(response, { params, limit, key: 'timestamp', descending: true })
    const data = told?.map(({ timestamp: datetime, ...values }) => ({ datetime, ...values }))
    if (data) response.json({ symbol, exchange, interval, data, count: data.length })
  }
  return Router().get('/api/v1/market-data/ohlcv/:exchange/:symbol', async (request, response) => {
    const question = read(request)
    if ('status' in question) sendProblem(response, question)
    else await answer(response, question)
  })
}
