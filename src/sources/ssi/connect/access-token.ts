import type { Instant } from '../../../domain/time.ts'
import { isJsonObject, type JsonObject } from '../../json-object.ts'
import type { BearerTokens } from '../../session/bearer-tokens.ts'
import { type HttpAnswer, request } from '../../session/request.ts'
import { tokenPause } from '../../session/token-pause.ts'
import { withoutSecrets } from '../../session/without-secrets.ts'
import { SsiError } from './ssi-error.ts'

/** Who asks, and where. */
export interface Credentials {
  /** Base address of the REST host. */
  readonly baseUrl: string
  readonly consumerId: string
  readonly consumerSecret: string
}

/** A token, and what the answer that held it said beside. */
export interface TokenAnswer {
  readonly token: string
  readonly headers: Headers
}

/** Refusals that the same credentials will meet again. */
const FINAL = [400, 401, 403]

/**
 * Asks for an access token. Fails with a terminal `SsiError` when the credentials are refused.
 * The body decides: its `status` is the number 200 on success.
 */
export async function requestToken(credentials: Credentials, signal?: AbortSignal): Promise<TokenAnswer> {
  const { baseUrl, consumerId, consumerSecret } = credentials
  const answer = await request({
    what: 'AccessToken',
    url: `${baseUrl.replace(/\/+$/, '')}/api/v2/Market/AccessToken`,
    method: 'POST',
    body: { consumerID: consumerId, consumerSecret },
    ...(signal ? { signal } : {}),
  })
  const token = tokenIn(answer.body)
  if (token === undefined) throw refusal(answer, [consumerId, consumerSecret])
  return { token, headers: answer.headers }
}

function tokenIn(body: JsonObject | undefined): string | undefined {
  const data = body?.['data']
  const token = Number(body?.['status']) === 200 && isJsonObject(data) ? data['accessToken'] : undefined
  return typeof token === 'string' && /^[\w.~+/=-]+$/.test(token) ? token : undefined
}

function refusal({ status: httpStatus, body, retryAfter }: HttpAnswer, secrets: readonly string[]): SsiError {
  const status = Number(body?.['status'] ?? httpStatus)
  const said = typeof body?.['message'] === 'string' ? body['message'] : `status ${status}`
  const text = withoutSecrets(said, secrets)
  if (!body || !FINAL.includes(status))
    return new SsiError(`AccessToken was not given: ${text}`, { retryAfter })
  return new SsiError(
    `SSI refused the credentials: ${text} Check SSI_CONSUMER_ID and SSI_CONSUMER_SECRET, that the key is still valid, ` +
      `and that it is registered for the IP address of this machine.`,
    { terminal: true },
  )
}

/** The access token of one running source. */
export interface AccessTokens extends BearerTokens {
  /**
   * A token that holds for a while yet. Several who ask at once share one request. Fails with a `SessionError`; at once, and without a request, while
   * requests lead to nothing, see `tokenPause`.
   */
  get(): Promise<string>
}

/** What the token is taken from. */
export interface AccessTokenOptions {
  readonly credentials: Credentials
  readonly now: () => Instant
  readonly random: () => number
  readonly signal: AbortSignal
}

/** Life of a token that does not say, ms. */
const LIFE = 8 * 3_600_000
/** A token is renewed at least this long before it ends, ms, and up to a minute earlier. */
const MARGIN = 5 * 60_000
const JITTER = 60_000

/** Holds the access token: asked for when first needed, and renewed before it ends. A server in trouble is left alone for a while. */
export function accessTokens({ credentials, now, random, signal }: AccessTokenOptions): AccessTokens {
  let held: { readonly token: string; readonly renewAt: Instant } | undefined
  let asking: Promise<string> | undefined
  const secrets = new Set([credentials.consumerId, credentials.consumerSecret])

  const pause = tokenPause(now)

  const hold = (token: string): void => {
    const life = (expiryOf(token) ?? now() + LIFE) - now()
    // A token that has ended when it comes speaks of a wrong clock here: use it, and see whether it is refused.
    const use = life > 0 ? life - Math.min(MARGIN + random() * JITTER, life / 5) : JITTER
    held = { token, renewAt: now() + use }
    pause.given(use)
  }
  const ask = async (): Promise<string> => {
    const complaint = pause.complaint()
    if (complaint) throw complaint
    const { token } = await requestToken(credentials, signal).catch((error: unknown) => {
      pause.failed(error)
      throw error
    })
    secrets.add(token)
    hold(token)
    return token
  }

  return {
    get() {
      if (held && now() < held.renewAt) return Promise.resolve(held.token)
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    refuse(token) {
      if (held?.token !== token) return
      held = undefined
      pause.refused()
    },
    hide: (text) => withoutSecrets(text, secrets),
  }
}

/** When a JWT ends; `undefined` when it does not say. */
export function expiryOf(token: string): Instant | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const exp = isJsonObject(payload) ? payload['exp'] : undefined
    return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : undefined
  } catch {
    return undefined
  }
}
