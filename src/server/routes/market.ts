import { Router } from 'express'
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

/** The present state of the market. */
export function marketRoutes(views: Views): Router {
  const router = Router()
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
