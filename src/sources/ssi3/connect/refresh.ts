import { SessionError } from '../../session/session-error.ts'
import { ask, isGood, isPassing, isUnsent, quoted } from './answer.ts'
import { type Grant, grantIn } from './grant.ts'
import type { LoginParts } from './login.ts'
import { remember } from './secrets.ts'

/**
 * Uses a refresh token, for the only time. Gives why the session is gone when it is. Throws where the token is still good: nothing
 * went out, or the server had no time for it.
 */
export async function refreshed(
  refreshToken: string,
  { credentials, secrets, now }: LoginParts,
): Promise<Grant | string> {
  const url = `${credentials.baseUrl}/api/v3/auth/refresh`
  const answer = await ask({ what: 'auth/refresh', url, method: 'POST', body: { refreshToken } }).catch(
    (error: unknown) => {
      if (isUnsent(error)) throw error
    },
  )
  if (!answer) return 'The answer to the refresh was lost.'
  const { code, message, retryAfter } = answer
  if (code === 429) throw new SessionError('The refresh has to wait (429).', { retryAfter })
  const grant = isGood(answer) ? grantIn(answer.content, now()) : undefined
  if (!grant)
    return `The refresh ${isPassing(answer) ? 'failed' : 'was refused'} (${code})${quoted(secrets.hide(message))}`
  remember(grant, secrets)
  return grant
}
