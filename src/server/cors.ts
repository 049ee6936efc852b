import type { RequestHandler } from 'express'

/**
 * Lets pages of the named origins, and of no other, read what the server answers. Credentials are not allowed.
 * A preflight is answered here.
 */
export function cors(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins)
  return (request, response, next) => {
    response.vary('Origin')
    const { origin } = request.headers
    const isPreflight = request.method === 'OPTIONS' && 'access-control-request-method' in request.headers
    if (origin !== undefined && allowed.has(origin)) {
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Expose-Headers':
          'ETag, Link, Retry-After, WWW-Authenticate, X-Correlation-Id, X-Vnflow-Timeline, Idempotency-Replayed',
      })
      if (isPreflight) {
        response.set({
          'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
          'Access-Control-Allow-Headers':
            'Authorization, Content-Type, If-None-Match, Idempotency-Key, X-Correlation-Id',
          'Access-Control-Max-Age': '600',
        })
      }
    }
    if (isPreflight) response.status(204).end()
    else next()
  }
}
