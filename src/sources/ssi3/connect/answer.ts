import { isJsonObject } from '../../json-object.ts'
import { type HttpAnswer, request, type HttpRequest } from '../../session/request.ts'
import { SessionError } from '../../session/session-error.ts'

/** What a v3 server answered, judged by its own code first and by the HTTP status where it gives none. */
export interface Answer {
  /** 200 and 204 (nothing there) are good. Codes have three digits as HTTP's, or six: only the number has a meaning. */
  readonly code: number
  /** What the server says of it, as it came: it may repeat a secret. */
  readonly message: string
  /** The JSON that came; `undefined` when it was none. */
  readonly content: unknown
  /** How long the server asks to be left alone, ms. */
  readonly retryAfter: number | undefined
  readonly headers: Headers
}

/** Bare library names were refused at the gateway. */
export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) vnflow/1'

/** Asks a v3 server. Fails with a `SessionError` only where no answer comes. */
export async function ask(asked: HttpRequest): Promise<Answer> {
  const headers = { Accept: 'application/json', 'User-Agent': USER_AGENT, ...asked.headers }
  return judged(await request({ ...asked, headers }))
}

function judged({ status, text, headers, retryAfter }: HttpAnswer): Answer {
  const content = jsonIn(text)
  const body = isJsonObject(content) ? content : {}
  const said = Number(body['code'] ?? NaN)
  const message = body['msg'] ?? body['message']
  return {
    // A status of 200 around no JSON is a gateway's page.
    code: Number.isInteger(said) ? said : status < 300 && content === undefined ? 502 : status,
    message: typeof message === 'string' ? message : '',
    content,
    retryAfter,
    headers,
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a server said, as the end of a sentence of ours. */
export function quoted(message: string): string {
  if (message === '') return '.'
  return `: ${message}${/[.!?]$/.test(message) ? '' : '.'}`
}

/** Whether an answer is what was asked for: with rows, or with the word that there are none. */
export const isGood = ({ code }: Pick<Answer, 'code'>): boolean => code >= 200 && code < 300

/** Whether an answer refuses the token that it was asked with. */
export const isRefused = ({ code }: Pick<Answer, 'code'>): boolean => code === 401

/** Whether an answer may be another one in a while: too many requests, or a server in trouble. Six digits are a word on the request. */
export const isPassing = ({ code }: Pick<Answer, 'code'>): boolean =>
  code === 429 || (code >= 500 && code < 1000)

/** Whether an answer says that the one who asks may not, or asks wrongly: the same again will be told the same. */
export const isFinal = ({ code }: Pick<Answer, 'code'>): boolean =>
  [400, 401, 403].includes(code < 1000 ? code : Math.floor(code / 1000))

/** Failures before anything went out: the far side knows nothing of the request. */
const UNSENT = /\((ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)\)\.$/

/** Whether a request that got no answer never went out. Of any other the far side may have done what was asked. */
export const isUnsent = (error: unknown): boolean =>
  error instanceof SessionError && UNSENT.test(error.message)
