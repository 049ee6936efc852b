import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'

/** The header that names a request, in the request and in its answer. */
const CORRELATION_HEADER = 'X-Correlation-Id'

/** Gives each answer the name of its request: the one that it bears, or a new one where it bears none that can be written down. */
export const correlation: RequestHandler = (request, response, next) => {
  const given = request.get(CORRELATION_HEADER) ?? ''
  response.set(CORRELATION_HEADER, /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID())
  next()
}
