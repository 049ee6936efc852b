import type { Instant } from '../../../domain/time.ts'
import { isJsonObject, type JsonObject } from '../../json-object.ts'

/** What a login or a refresh gives. */
export interface Grant {
  readonly accessToken: string
  readonly accessEndsAt: Instant
  /** Absent where the server gives none. */
  readonly refreshToken: string | undefined
  /** When the session ends; `undefined` where the server does not say. */
  readonly refreshEndsAt: Instant | undefined
}

/** An access token that does not say when it ends is held for so long, ms, and no longer. */
const SHORT = 60_000

/** From here on a number is milliseconds since 1970, and not seconds. */
const MILLISECONDS = 1e10

/** A token as it may stand in a header. */
const TOKEN = /^[\w.~+/=-]+$/

/** Reads the answer of auth/token or auth/refresh, bare or wrapped; `undefined` when it holds no token. */
export function grantIn(content: unknown, now: Instant): Grant | undefined {
  const body = bodyOf(content)
  const accessToken = tokenIn(body['accessToken'])
  if (accessToken === undefined) return undefined
  const accessEnd = instantIn(body['expiresAt']) ?? endInToken(accessToken)
  return {
    accessToken,
    accessEndsAt: later(accessEnd, now) ?? now + SHORT,
    refreshToken: tokenIn(body['refreshToken']),
    refreshEndsAt: later(instantIn(body['refreshExpiresAt'] ?? body['refreshTokenExpiresAt']), now),
  }
}

function bodyOf(content: unknown): JsonObject {
  if (!isJsonObject(content)) return {}
  return isJsonObject(content['data']) ? content['data'] : content
}

const tokenIn = (raw: unknown): string | undefined =>
  typeof raw === 'string' && TOKEN.test(raw) ? raw : undefined

/** What has ended when it comes speaks of a wrong clock here: its end is not known then. */
const later = (end: Instant | undefined, now: Instant): Instant | undefined =>
  end !== undefined && end > now ? end : undefined

function instantIn(raw: unknown): Instant | undefined {
  const number = typeof raw === 'string' && raw !== '' ? Number(raw) : raw
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return undefined
  return number >= MILLISECONDS ? number : number * 1000
}

/** When a JWT ends; `undefined` when it does not say. */
function endInToken(token: string): Instant | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return isJsonObject(payload) ? instantIn(payload['exp']) : undefined
  } catch {
    return undefined
  }
}
