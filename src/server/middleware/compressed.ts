import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Request, RequestHandler, Response } from 'express'

const zip = promisify(gzip)

/** Smaller answers gain nothing. */
const LEAST = 1_024
/** A first try already takes most of the air out, in a fraction of the time. */
const LEVEL = 3

const worth = /^(application\/(.*[+/])?json|application\/vnd\.apache\.arrow\.stream|text\/|image\/svg)/

/**
 * Compresses an answer that is given in one piece, where the client takes gzip: in a thread of its own, so that nobody waits for it. Files
 * that are streamed go as they are.
 */
export const compressed: RequestHandler = (request, response, next) => {
  const end = response.end.bind(response)
  response.end = (...given: unknown[]) => {
    const [chunk] = given
    const body = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    if (!(body instanceof Uint8Array) || !isWorth(request, response, body.length)) {
      // @ts-expect-error -- its forms are many, and each is passed on as it is
      return end(...given)
    }
    response.end = end
    response.set('Content-Encoding', 'gzip').removeHeader('Content-Length')
    zip(body, { level: LEVEL }).then(
      (small) => {
        if (response.destroyed) return
        response.setHeader('Content-Length', small.length)
        end(small)
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    )
    return response
  }
  next()
}

/** Whether it may be compressed is told to caches also where it is not. */
function isWorth(request: Request, response: Response, size: number): boolean {
  if (response.headersSent || !worth.test(String(response.getHeader('content-type') ?? ''))) return false
  response.vary('Accept-Encoding')
  const isPlain = response.getHeader('content-encoding') === undefined
  return size >= LEAST && isPlain && request.method !== 'HEAD' && request.acceptsEncodings('gzip') === 'gzip'
}
