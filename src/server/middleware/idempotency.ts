import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { sendFieldProblem, sendProblem } from '../problem.ts'
import { bearerTokens } from '../token.ts'
import { type Kept, keptAnswers, type KeptAnswer } from './kept-answers.ts'

/** The header that marks an answer as given before. */
const REPLAY_HEADER = 'Idempotency-Replayed'
const KEY_HEADER = 'Idempotency-Key'

/** Largest answer that is kept. */
const MOST_BYTES = 1 << 20

/** Besides success: what the same request would be answered again. */
const lasting: ReadonlySet<number> = new Set([400, 404, 410, 415, 422])
const isKept = (status: number) => (status >= 200 && status < 300) || lasting.has(status)

/** What idempotency needs. */
export interface IdempotencyParts {
  /** Milliseconds of a clock. */
  readonly now: () => number
  readonly addressOf: (request: IncomingMessage) => string
}

const digest = (...texts: readonly (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('base64')
}

/**
 * Does a POST or PATCH with an `Idempotency-Key` once: made again by the same client (its token, or else its address) with the same
 * body it is given the same answer, marked by `Idempotency-Replayed: true`. With another body it is refused with 422, while the first is
 * being done with 409. Only success, and what would be refused again, is kept, for a day; anything else may be tried anew, and so may what
 * is told not to be stored.
 */
export function idempotency({ now, addressOf }: IdempotencyParts): RequestHandler {
  const answers = keptAnswers(now)
  const hashes = new WeakMap<object, string>()
  const readBody: RequestHandler = json({
    limit: '1mb',
    strict: false,
    type: () => true,
    verify: (request, _response, body) => void hashes.set(request, digest(body)),
  })

  const keyOf = (request: Request, value: string) =>
    digest(request.method, request.originalUrl, bearerTokens(request)[0] ?? addressOf(request), value)

  function decide(key: string, { request, response, next }: Exchange): void {
    const hash = hashes.get(request) ?? ''
    const before = answers.get(key)
    if (!before) {
      answers.begin(key, hash)
      watch(response, (answer) => answers.end(key, answer))
      next()
    } else again(response, before, hash)
  }

  return (request, response, next) => {
    const value = request.get(KEY_HEADER)
    if (value === undefined || !['POST', 'PATCH'].includes(request.method)) {
      next()
      return
    }
    if (!/^[ -~]{1,255}$/.test(value)) {
      sendFieldProblem(response, { field: KEY_HEADER, value, allowed: '1 to 255 signs of ASCII' })
      return
    }
    const key = keyOf(request, value)
    void readBody(request, response, (error?: unknown) => {
      if (error === undefined) decide(key, { request, response, next })
      else next(error)
    })
  }
}

interface Exchange {
  readonly request: Request
  readonly response: Response
  readonly next: NextFunction
}

/** A request that is made again, with a body of this hash. */
function again(response: Response, before: Readonly<Kept>, hash: string): void {
  if (before.hash !== hash) {
    sendProblem(response, { status: 422, detail: `This ${KEY_HEADER} was given with another body.` })
  } else if (before.answer) replay(response, before.answer)
  else {
    response.set('Retry-After', '1')
    sendProblem(response, { status: 409, detail: `The first request of this ${KEY_HEADER} is being done.` })
  }
}

function replay(response: Response, { status, type, body }: KeptAnswer): void {
  response.status(status).set(REPLAY_HEADER, 'true')
  if (type !== undefined) response.set('Content-Type', type)
  response.end(body)
}

/** Tells the answer once it is given, where it is one to be kept and no part of a stream; nothing where not. */
function watch(response: Response, onEnd: (answer: KeptAnswer | undefined) => void): void {
  const end = response.end.bind(response)
  let body: Buffer | undefined
  response.end = (...given: unknown[]) => {
    const [chunk] = given
    if (!response.headersSent) body = bytesOf(chunk)
    // @ts-expect-error -- its forms are many, and each is passed on as it is
    return end(...given)
  }
  response.once('close', () => {
    const { statusCode: status, writableFinished } = response
    const isSecret = response.getHeader('cache-control') === 'no-store'
    const isWhole = writableFinished && !isSecret && isKept(status)
    const type = response.getHeader('content-type')
    const answer = body && { status, type: type === undefined ? undefined : String(type), body }
    onEnd(isWhole && answer && answer.body.length <= MOST_BYTES ? answer : undefined)
  })
}

function bytesOf(chunk: unknown): Buffer | undefined {
  if (typeof chunk === 'string') return Buffer.from(chunk)
  if (chunk instanceof Uint8Array) return Buffer.from(chunk)
  return Buffer.alloc(0)
}
