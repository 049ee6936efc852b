import type { Instant } from '../../../domain/time.ts'
import { restAddress } from './address.ts'
import type { Ssi3Credentials } from './login.ts'
import { secretsOf } from './secrets.ts'
import { type TokenBucket, tokenBucket } from './token-bucket.ts'
import { type TokenOwner, tokenOwner } from './token-owner.ts'

/** What everybody in the process shares who speaks to SSI with the same key. */
export interface Access {
  readonly baseUrl: string
  readonly tokens: TokenOwner
  readonly bucket: TokenBucket
}

/** How a key is used. */
export interface AccessOptions {
  readonly credentials: Ssi3Credentials
  readonly requestsPerSecond: number
  readonly approval: { readonly every: number; readonly within: number }
  readonly now: () => Instant
  readonly random: () => number
}

/** The sessions of this process, which live as long as it does: an OTP is good for one login, and nobody is asked twice. */
const known = new Map<string, { readonly signature: string; readonly access: Access }>()

/**
 * The access of a key: one session, whoever asks. Other credentials for the same key, as a new one-time password, begin another.
 * Throws a terminal `SessionError` for an address that cannot be used.
 */
export function accessOf(options: AccessOptions): Access {
  const { credentials } = options
  const baseUrl = restAddress(credentials.baseUrl)
  const key = `${baseUrl} ${credentials.apiKey}`
  const signature = JSON.stringify([credentials.apiSecret, credentials.login ?? 'data'])
  const found = known.get(key)
  if (found?.signature === signature) return found.access
  const access = opened({ ...options, credentials: { ...credentials, baseUrl } })
  known.set(key, { signature, access })
  return access
}

function opened({ credentials, requestsPerSecond, ...rest }: AccessOptions): Access {
  const { baseUrl, apiKey, apiSecret, login } = credentials
  const otp = typeof login === 'object' ? [login.otp] : []
  const secrets = secretsOf([apiKey, apiSecret, ...otp])
  return {
    baseUrl,
    tokens: tokenOwner({ credentials, secrets, ...rest }),
    bucket: tokenBucket(requestsPerSecond, rest.now),
  }
}
