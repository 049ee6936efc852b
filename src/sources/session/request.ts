import { isJsonObject, type JsonObject } from '../json-object.ts'
import { retryAfterIn } from './retry-after.ts'
import { SessionError } from './session-error.ts'

/** Longest wait for an answer, ms. */
const PATIENCE = 10_000

/** One HTTP request. */
export interface HttpRequest {
  /** What is asked for, for the text of an error; the address stays out of it, as it may hold a token. */
  readonly what: string
  readonly url: string
  readonly method?: string
  readonly token?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
  /** ms */
  readonly patience?: number
}

/** What came back, whatever its status. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The JSON object in the answer; `undefined` where it holds none. */
  readonly body: JsonObject | undefined
  /** How long the far side asks to be left alone, ms. */
  readonly retryAfter: number | undefined
}

/** Asks over HTTP. Fails with a `SessionError` only where no answer comes; a status of 400 or above is an answer. */
export async function request({ what, url, ...rest }: HttpRequest): Promise<HttpAnswer> {
  try {
    const answer = await fetch(url, settingsOf(rest))
    const { status, headers } = answer
    const text = await answer.text()
    return { status, headers, text, body: jsonIn(text), retryAfter: waitIn(headers) }
  } catch (error) {
    throw failure(what, error)
  }
}

function settingsOf({ method = 'GET', token, body, ...rest }: Omit<HttpRequest, 'what' | 'url'>) {
  const { headers = {}, signal, patience = PATIENCE } = rest
  const timeout = AbortSignal.timeout(patience)
  return {
    method,
    headers: {
      ...headers,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  }
}

function jsonIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A date is taken against the clock of the far side, which gave it. */
const waitIn = (headers: Headers): number | undefined =>
  retryAfterIn(headers.get('retry-after'), Date.parse(headers.get('date') ?? ''))

/** Names the failure by its code alone: the texts of fetch can repeat a header, and so a token. */
function failure(what: string, error: unknown): SessionError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
  const name = error instanceof Error ? error.name : 'unknown'
  return new SessionError(`${what} got no answer (${code ?? name}).`)
}

/** Whether an answer, or the body of one that says 200, refuses the token. */
export const isRefused = ({ status, body }: Pick<HttpAnswer, 'status' | 'body'>): boolean =>
  [401, 403].includes(status) || [401, 403].includes(Number(body?.['status']))
