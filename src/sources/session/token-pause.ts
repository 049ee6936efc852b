import type { Instant } from '../../domain/time.ts'
import { reasonOf, SessionError } from './session-error.ts'

/** Keeps requests for a token apart where one after the other leads to nothing. */
export interface TokenPause {
  /** Why no token is to be asked for now, with the time until then; `undefined` when one may be. */
  readonly complaint: () => SessionError | undefined
  /** A token was had, which lives so long, ms. */
  readonly given: (life: number) => void
  /** No token was had. */
  readonly failed: (error: unknown) => void
  /** The token that was had was refused, or given up. */
  readonly refused: () => void
}

/** The first pause and the longest, ms. It doubles. */
const FIRST = 1000
const MOST = 60_000

/**
 * The pauses of one source. Its connections and lists have one token, and each tries again by itself: without a common pause a server in
 * trouble, which may have asked to be left alone, is asked by all of them.
 *
 * - After a failure: 1 s that doubles to 60 s, or as long as the server asks for.
 * - A token that is refused is replaced at once; when that one is refused, too, a pause comes before the next.
 * - A token that was good for a minute, or for half of its life, begins anew.
 */
export function tokenPause(now: () => Instant): TokenPause {
  let strikes = 0
  let reason = ''
  let pause = { from: 0, to: 0 }
  let goodFrom = Infinity

  const rest = (why: string, free: number, least = 0): void => {
    strikes = now() >= goodFrom ? 1 : strikes + 1
    goodFrom = Infinity
    reason = why
    const wait = strikes <= free ? 0 : Math.min(MOST, FIRST * 2 ** (strikes - free - 1))
    pause = { from: now(), to: now() + Math.max(least, wait) }
  }
  return {
    complaint() {
      const time = now()
      // A clock that was set back is before the pause, and must not make it longer.
      if (time < pause.from || time >= pause.to) return undefined
      return new SessionError(reason, { retryAfter: pause.to - time })
    },
    given(life) {
      goodFrom = now() + Math.min(MOST, life / 2)
    },
    failed(error) {
      rest(reasonOf(error), 0, error instanceof SessionError ? error.retryAfter : 0)
    },
    refused() {
      rest('The tokens that are given are refused.', 1)
    },
  }
}
