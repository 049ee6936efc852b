import { randomBytes, randomUUID } from 'node:crypto'
import type { Instant } from '../../../domain/time.ts'
import type { Fault } from '../reply.ts'
import { accessTokens } from './access-tokens.ts'

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
type Login = Pick<Session, 'apiKey' | 'clientId' | 'accounts' | 'mayTrade'>

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
  /** Ends every access token that was given so far, as if its life were over. */
  readonly expireTokens: () => void
  /** Ends every session, or that of one key. */
  readonly endSessions: (apiKey?: string) => void
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

/** No sessions. They live as long as the process. */
export function sessions({ now, tokenLife, refreshLife }: SessionsOptions): Sessions {
  const tokens = accessTokens(now, tokenLife)
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
    const access = tokens.give(session.id, claims(session))
    const refreshExpiresAt = Math.floor(session.until / 1000)
    return { ...access, tokenType: 'Bearer', refreshToken, refreshExpiresAt }
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
      refresh.isUsed = true
      return faultOf(refresh.session, now()) ?? grant(refresh.session)
    },
    identify: (authorization) => byId.get(tokens.sessionIn(authorization) ?? ''),
    expireTokens: () => tokens.expire(),
    endSessions(apiKey) {
      for (const session of byId.values()) if (apiKey === undefined || session.apiKey === apiKey) end(session)
    },
  }
}

/** Why a session cannot be renewed. */
function faultOf({ hasEnded, until }: Session, now: Instant): Fault | undefined {
  if (hasEnded) return 'refreshTokenRevoked'
  return until <= now ? 'refreshTokenExpired' : undefined
}

const claims = (session: Session) => ({
  sub: session.clientId,
  client_id: session.clientId,
  accounts: session.accounts.join(','),
  scopes: session.mayTrade ? 'trading:*:*,data:*:*,stream:*:*' : 'data:*:*,stream:*:*',
})

function forgetOld(refreshes: Map<string, Refresh>, now: Instant): void {
  for (const [token, { session }] of refreshes) if (session.until <= now) refreshes.delete(token)
}
