import { randomBytes, randomUUID } from 'node:crypto'
import type { Instant } from '../../../domain/time.ts'
import type { Fault } from '../reply.ts'
import { tokenSigner } from './json-web-token.ts'

/** One login. There is one at a time for each API key. */
export interface Session {
  readonly id: string
  readonly apiKey: string
  readonly clientId: string
  readonly accounts: readonly string[]
  /** Whether a second factor was given: only then may it trade. */
  readonly mayTrade: boolean
  /** Until when it can be renewed. */
  readonly until: Instant
  /** Somebody else logged in, or a used refresh token came again: its tokens are worth nothing. */
  hasEnded: boolean
}

/** Who logs in. */
export type Login = Pick<Session, 'apiKey' | 'clientId' | 'accounts' | 'mayTrade'>

/** What a login or a renewal gives, as it goes out. Times in Unix seconds. */
export interface Grant {
  readonly accessToken: string
  readonly tokenType: 'Bearer'
  readonly expiresAt: number
  readonly refreshToken: string
  readonly refreshExpiresAt: number
}

/** The logins. */
export interface Sessions {
  /** Begins a session. The one that its key had before ends. */
  open(login: Login): Grant
  /** Renews both tokens. A refresh token that was used before is theft: its session ends. */
  renew(refreshToken: string): Grant | Fault
  /** The session of an `Authorization` header; `undefined` without one, or when its token or session has ended. */
  readonly identify: (authorization: string | undefined) => Session | undefined
}

/** How long tokens last. */
export interface SessionsOptions {
  readonly now: () => Instant
  /** Life of an access token, ms. */
  readonly tokenLife: number
  /** Life of a session, and of its refresh tokens, from the login on, ms. */
  readonly refreshLife: number
}

interface Refresh {
  readonly session: Session
  isUsed: boolean
}

const seconds = (instant: Instant): number => Math.floor(instant / 1000)

/** No sessions. They live as long as the process. */
export function sessions({ now, tokenLife, refreshLife }: SessionsOptions): Sessions {
  const signer = tokenSigner()
  const byKey = new Map<string, Session>()
  const byId = new Map<string, Session>()
  const refreshes = new Map<string, Refresh>()

  const end = (session: Session): void => {
    session.hasEnded = true
    byId.delete(session.id)
  }
  const grant = (session: Session): Grant => {
    const refreshToken = `r-${randomBytes(24).toString('base64url')}`
    refreshes.set(refreshToken, { session, isUsed: false })
    const times = { iat: seconds(now()), exp: seconds(now() + tokenLife) }
    return granted(session, { accessToken: signer.sign(claims(session, times)), refreshToken }, times.exp)
  }
  return {
    open(login) {
      const before = byKey.get(login.apiKey)
      if (before) end(before)
      forgetOld(refreshes, now())
      const session: Session = { ...login, id: randomUUID(), until: now() + refreshLife, hasEnded: false }
      byKey.set(login.apiKey, session)
      byId.set(session.id, session)
      return grant(session)
    },
    renew(refreshToken) {
      const refresh = refreshes.get(refreshToken)
      if (!refresh) return 'noSuchRefreshToken'
      if (refresh.isUsed) end(refresh.session)
      if (refresh.session.hasEnded) return 'refreshTokenRevoked'
      if (refresh.session.until <= now()) return 'refreshTokenExpired'
      refresh.isUsed = true
      return grant(refresh.session)
    },
    identify(authorization) {
      const { sid, exp } = signer.read(tokenIn(authorization)) ?? {}
      return Number(exp) * 1000 > now() ? byId.get(String(sid)) : undefined
    },
  }
}

const tokenIn = (authorization = ''): string => /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? ''

const granted = (
  { until }: Session,
  { accessToken, refreshToken }: Pick<Grant, 'accessToken' | 'refreshToken'>,
  expiresAt: number,
): Grant => ({
  accessToken,
  tokenType: 'Bearer',
  expiresAt,
  refreshToken,
  refreshExpiresAt: seconds(until),
})

const claims = (session: Session, times: { readonly iat: number; readonly exp: number }) => ({
  sub: session.clientId,
  client_id: session.clientId,
  accounts: session.accounts.join(','),
  scopes: session.mayTrade ? 'trading:*:*,data:*:*,stream:*:*' : 'data:*:*,stream:*:*',
  sid: session.id,
  ...times,
})

function forgetOld(refreshes: Map<string, Refresh>, now: Instant): void {
  for (const [token, { session }] of refreshes) if (session.until <= now) refreshes.delete(token)
}
