import { Router } from 'express'
import { z } from 'zod'
import { sendMisfit } from '../../misfit.ts'
import { oneOf, queryReader } from '../../query.ts'
import { dateRange } from '../history/range.ts'
import type { SeriesParts } from '../history/series-routes.ts'
import { security, venues } from './security.ts'
import { storedRows } from './stored-rows.ts'

/** Trading dates up to today on which what is told has traded. */
const DAYS = 5
/** More than there are securities. */
const ALL = 50_000

/** Of which exchange; of all where it is not given. */
export const symbolsQuery = z.object({ exchange: oneOf(venues) })

/** Nulls are what no source tells. */
export const symbolsAnswer = z.array(
  z.strictObject({
    symbol: z.string(),
    exchange: z.enum(venues),
    name: z.null().meta({ description: 'No source tells it' }),
    asset_type: z.enum(['future']).nullable().meta({ description: 'Of all else no source tells it' }),
    is_active: z.literal(true).meta({ description: `It traded on one of the last ${DAYS} trading dates` }),
  }),
)

/** `GET /api/v1/market-data/symbols`: what traded on the last days, by name, and where. */
export function symbolsRoute(parts: SeriesParts, onError: (error: unknown) => void): Router {
  const read = queryReader(symbolsQuery)
  const securities = storedRows('securities', security, { ...parts, onError })
  return Router().get('/api/v1/market-data/symbols', async (request, response) => {
    const query = read(request.query)
    if (!query.success) {
      sendMisfit(response, request.query, query.error)
      return
    }
    const range = dateRange({}, parts.today(), DAYS)
    const all = { ...range, symbol: null, alias: null, other: null }
    const found = await securities(response, { params: all, limit: ALL, key: 'symbol' })
    const { exchange: asked } = query.data
    if (found) response.json(found.filter(({ exchange }) => (asked ?? exchange) === exchange).map(told))
  })
}

const told = ({ symbol, exchange }: z.output<typeof security>): z.output<typeof symbolsAnswer>[number] => ({
  symbol,
  exchange,
  name: null,
  asset_type: exchange === 'DERIVATIVES' ? 'future' : null,
  is_active: true,
})
