import { withoutSecrets } from '../../session/without-secrets.ts'
import type { Grant } from './grant.ts'

/** What must not be told to anybody. */
export interface Secrets {
  add(secret: string): void
  /** A text of the far side's without the secrets that it may repeat. */
  hide(text: string): string
}

/** Most secrets that came later and are remembered; each refresh brings two. */
const MOST = 32

/** Any JSON web token, also one that was never seen here, or the beginning of one. */
const TOKEN = /eyJ[\w-]{6,}(\.[\w-]*)*/g

/** The secrets that are known from the start, which are never forgotten, and the newest of those that come later. */
export function secretsOf(first: readonly string[]): Secrets {
  const later: string[] = []
  return {
    add(secret) {
      later.push(secret)
      if (later.length > MOST) later.shift()
    },
    hide: (text) => withoutSecrets(text, [...first, ...later]).replace(TOKEN, '***'),
  }
}

/** Keeps the tokens of a grant among the secrets. */
export function remember({ accessToken, refreshToken }: Grant, secrets: Secrets): void {
  secrets.add(accessToken)
  if (refreshToken !== undefined) secrets.add(refreshToken)
}
