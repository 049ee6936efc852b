import type { Instant } from '../../../domain/time.ts'
import { tokenSigner } from './json-web-token.ts'

/** An access token, and when it ends, Unix seconds. */
interface AccessToken {
  readonly accessToken: string
  readonly expiresAt: number
}

/** Gives the access tokens of sessions, and says whose one is. */
export interface AccessTokens {
  /** A token of the session named `sid`, which says what else its claims are. */
  give(sid: string, claims: object): AccessToken
  /** The session of an `Authorization` header; `undefined` when it holds no token that is good now. */
  sessionIn(authorization: string | undefined): string | undefined
  /** Ends every token that was given so far, as if its life were over. */
  expire(): void
}

/** Tokens that are good for a life of ms, and as long as the process. */
export function accessTokens(now: () => Instant, life: number): AccessTokens {
  const signer = tokenSigner()
  let last = 0
  let lastExpired = 0
  return {
    give(sid, claims) {
      const iat = Math.floor(now() / 1000)
      const exp = Math.floor((now() + life) / 1000)
      return { accessToken: signer.sign({ ...claims, sid, iat, exp, jti: ++last }), expiresAt: exp }
    },
    sessionIn(authorization = '') {
      const token = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? ''
      const { sid, exp, jti } = signer.read(token)
      const isGood = Number(exp) * 1000 > now() && Number(jti) > lastExpired
      return isGood && typeof sid === 'string' ? sid : undefined
    },
    expire() {
      lastExpired = last
    },
  }
}
