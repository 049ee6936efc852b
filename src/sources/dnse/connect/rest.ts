import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../../../domain/time.ts'
import { isJsonObject, type JsonObject } from '../../json-object.ts'
import { type HttpAnswer, request } from '../../session/request.ts'
import { SessionError } from '../../session/session-error.ts'
import { type Credentials, hidden, signedHeaders } from './sign.ts'

/** How REST is asked. */
export interface RestOptions extends Credentials {
  /** Base address. */
  readonly baseUrl: string
  /** The version of the API that is asked for, a date. */
  readonly version: string
  /** Least time from one request to the next, ms. */
  readonly requestInterval: number
  /** ms UTC */
  readonly now: () => Instant
}

/** One question. */
interface RestQuestion {
  /** From the base address on, `/instruments`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Asks, one question at a time; the JSON of the answer. Fails with a `SessionError` for any status but success. */
export type Rest = (question: RestQuestion) => Promise<unknown>

/** A client of DNSE's REST. Where an answer asks to be left alone for a while, the next question waits as long. */
export function restClient(options: RestOptions): Rest {
  let turn: Promise<unknown> = Promise.resolve()
  /** When the next question may go out, by a clock that nobody sets. */
  let free = -Infinity
  const pause = (least: number): void => {
    free = Math.max(free, performance.now() + Math.max(least, options.requestInterval))
  }
  const asked = async (question: RestQuestion): Promise<unknown> => {
    // A caller who gave up ends the wait at once; the next one waits for the rest of it.
    await sleep(Math.max(0, free - performance.now()), undefined, { signal: question.signal })
    return ask(options, question)
  }
  return (question) => {
    const mine = turn.then(() => asked(question))
    turn = mine.then(
      () => pause(0),
      (error: unknown) => pause(error instanceof SessionError ? (error.retryAfter ?? 0) : 0),
    )
    return mine
  }
}

async function ask(options: RestOptions, { path, query = {}, signal }: RestQuestion): Promise<unknown> {
  const what = path.slice(1)
  const text = new URLSearchParams(query).toString()
  const nonce = randomBytes(16).toString('hex')
  const answer = await request({
    what,
    url: `${options.baseUrl.replace(/\/+$/, '')}${path}${text === '' ? '' : `?${text}`}`,
    headers: {
      ...signedHeaders(options, { method: 'GET', path, now: options.now(), nonce }),
      version: options.version,
    },
    ...(signal ? { signal } : {}),
  })
  if (answer.status >= 200 && answer.status < 300) return jsonOf(what, answer)
  const said = hidden(saidIn(answer.body), options)
  throw new SessionError(`${what} failed with status ${answer.status}${said}.`, {
    retryAfter: answer.retryAfter,
  })
}

function jsonOf(what: string, { text }: HttpAnswer): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SessionError(`${what} was answered with what is not JSON.`)
  }
}

/** DNSE's code and words: `{"status":400,"code":"OA-003","message":"…"}`. */
function saidIn(body: JsonObject | undefined): string {
  const { code, message } = isJsonObject(body) ? body : {}
  const words = [code, message].filter((word) => typeof word === 'string' && word !== '')
  return words.length > 0 ? ` (${words.join(': ')})` : ''
}
