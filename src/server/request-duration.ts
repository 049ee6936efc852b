import type { Request, RequestHandler } from 'express'
import type { Metrics } from './metrics.ts'

/** The template of the route that answered; `other` for the page's files and for what is not there, so that labels stay few. */
function templateOf(request: Request): string {
  const route: unknown = request.route
  if (typeof route !== 'object' || route === null || !('path' in route)) return 'other'
  return typeof route.path === 'string' ? route.path : 'other'
}

/** Measures each request until its answer is written. Reading `/metrics` is not measured. */
export const requestDuration =
  ({ requestSeconds }: Metrics): RequestHandler =>
  (request, response, next) => {
    if (request.path !== '/metrics') {
      const stop = requestSeconds.startTimer({ method: request.method })
      response.once('finish', () => {
        stop({ path: templateOf(request), status_code: response.statusCode })
      })
    }
    next()
  }
