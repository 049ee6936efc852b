import { Router } from 'express'
import { noQuery, withQuery } from '../query.ts'
import type { Views } from '../views.ts'

/** The members of the VN30. */
export function vn30ComponentsRoute(views: Views): Router {
  return Router().get(
    '/api/vn30-components',
    withQuery(noQuery, () => ({ symbols: views.components() })),
  )
}
