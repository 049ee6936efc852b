import type { RequestHandler } from 'express'

/**
 * `ws:` and `wss:` stand beside 'self' because not every browser counts a socket to the same host as 'self';
 * style attributes are what charts set.
 */
const policy = [
  "default-src 'self'",
  "connect-src 'self' ws: wss:",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Tells browsers to take every answer for what it says it is, and to let the page load from here only. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  })
  next()
}
