import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { sendProblem } from '../problem.ts'
import { type BucketOptions, tokenBucket } from './token-bucket.ts'

/** What looks after the server asks how it stands as often as it likes: refused, it would take the server for dead. */
const free = /^(\/api(\/v1)?)?\/health(\/|$)/

/** Lets each address ask as often as its bucket has tokens; beyond that 429, and in `Retry-After` the seconds to wait. */
export function rateLimit(
  options: BucketOptions,
  addressOf: (request: IncomingMessage) => string,
): RequestHandler {
  const { burst, perSecond } = options
  const bucket = tokenBucket(options)
  const detail = `At most ${burst} requests of one address at once, and ${perSecond} a second from then on.`
  return (request, response, next) => {
    const wait = free.test(request.path) ? 0 : bucket.take(addressOf(request))
    if (wait === 0) {
      next()
      return
    }
    response.set('Retry-After', String(Math.ceil(wait)))
    sendProblem(response, { status: 429, detail })
  }
}
