import { SessionError } from '../../session/session-error.ts'
import { quoted } from './answer.ts'
import type { TokenOwner } from './token-owner.ts'

/** How the stream says that it does not let us in, or no longer. */
interface Refusal {
  /** HTTP's number, or one of six digits that begins with it. */
  readonly code: number
  readonly message: string
  /** How long the server asks to be left alone, ms. */
  readonly retryAfter?: number | undefined
}

/** What follows when the stream lets us in, and when it does not. */
export interface Admission {
  /** The stream took a token. */
  admitted(): void
  /** The stream refused us with a token: the error of that connection. */
  refused(token: string, refusal: Refusal): SessionError
}

/** Least wait after too many connections, ms. */
const CROWDED = 30_000

/**
 * A token that is refused is refreshed once; the next refusal begins another session where that needs no user; the one after it
 * is the end. So a token that ended, and a session that a login elsewhere ended, mend themselves, and a key without the right does
 * not ask for ever.
 */
export function admission(tokens: Pick<TokenOwner, 'refuse' | 'forget' | 'hide'>): Admission {
  let strikes = 0
  return {
    admitted() {
      strikes = 0
    },
    refused(token, { code, message, retryAfter }) {
      const said = `The stream refused us (${code})${quoted(tokens.hide(message))}`
      const kind = code < 1000 ? code : Math.floor(code / 1000)
      if (kind === 429) return new SessionError(said, { retryAfter: Math.max(retryAfter ?? 0, CROWDED) })
      if (kind !== 401 && kind !== 403) return new SessionError(said, { retryAfter })
      strikes += 1
      const terminal = !hasAnother(token, strikes, tokens)
      return new SessionError(terminal ? `${said} ${LOGIN_NEEDED}` : said, { terminal })
    },
  }
}

const LOGIN_NEEDED = 'A new login is needed, with a one-time password or an approval.'

/** Gives a refused token up; whether the next try can have one that is not refused, too. */
function hasAnother(token: string, strikes: number, tokens: Pick<TokenOwner, 'refuse' | 'forget'>): boolean {
  if (strikes === 1) tokens.refuse(token)
  return strikes === 1 || (strikes === 2 && tokens.forget())
}
