import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { Universe } from '../../domain/index.ts'
import { noQuery, oneOf, wholeNumber, withQuery } from '../query.ts'
import type { Views } from '../views.ts'
import { alertTypes, severities } from './alert-words.ts'

const universes = ['VN30', 'all'] as const satisfies readonly Universe[]

/** What the market may be asked, by the last part of the path. */
export const marketQueries = {
  'foreign-detail': z.object({
    universe: z.enum(universes, { error: `one of ${universes.join(', ')}` }).default('all'),
  }),
  'basis-trend': z.object({ minutes: wholeNumber(1, 120, 30) }),
  alerts: z.object({
    limit: wholeNumber(1, 200, 50),
    type: oneOf(alertTypes),
    severity: oneOf(severities),
  }),
}

/** Bears the number of the place that a replay is in. */
const TIMELINE = 'X-Vnflow-Timeline'

/** Says which place of a replay an answer is of: who polls hears of a seek by nothing else. */
const placed =
  (timeline: () => number | undefined): RequestHandler =>
  (_request, response, next) => {
    const at = timeline()
    if (at !== undefined) response.set(TIMELINE, String(at))
    next()
  }

/**
 * The present state of the market.
 *
 * @param timeline - which place a replay is in, as frames of `/ws` tell it; undefined where the source is none
 */
export function marketRoutes(views: Views, timeline: () => number | undefined = () => undefined): Router {
  const router = Router()
  router.use('/api/market', placed(timeline))
  router.get(
    '/api/market/snapshot',
    withQuery(noQuery, () => views.snapshot()),
  )
  router.get(
    '/api/market/foreign-detail',
    withQuery(marketQueries['foreign-detail'], ({ universe }) => views.foreign(universe)),
  )
  router.get(
    '/api/market/volume-stats',
    withQuery(noQuery, () => ({ stats: views.sessions() })),
  )
  router.get(
    '/api/market/basis-trend',
    withQuery(marketQueries['basis-trend'], ({ minutes }) => views.basisTrend(minutes)),
  )
  router.get(
    '/api/market/alerts',
    withQuery(marketQueries.alerts, (filter) => views.alerts(filter)),
  )
  return router
}
