import type { RequestHandler } from 'express'
import { makeClientAddress } from '../client-address.ts'
import { cors } from '../cors.ts'
import type { Tokens } from '../token.ts'
import { authentication } from './authentication.ts'
import { correlation } from './correlation.ts'
import { idempotency } from './idempotency.ts'
import { rateLimit } from './rate-limit.ts'

/** Who may ask, from where, and how often. */
export interface ChainSettings {
  /** Origins whose pages may read the answers. */
  readonly corsOrigins: readonly string[]
  readonly tokens: Tokens
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  /** How often one address may ask; as often as it likes where this is absent. */
  readonly rate?: { readonly burst: number; readonly perSecond: number } | undefined
}

/**
 * What each request goes through before its route: correlation id → cross-origin → rate limit → authentication → idempotency. What one of
 * them refuses bears the headers of those before it: a page can read why it was refused, and say which request that was.
 *
 * @param now - milliseconds of a clock
 */
export function chain(settings: ChainSettings, now: () => number): readonly RequestHandler[] {
  const { corsOrigins, tokens, trustedProxies, rate } = settings
  const addressOf = makeClientAddress(trustedProxies)
  return [
    correlation,
    cors(corsOrigins),
    ...(rate ? [rateLimit({ ...rate, now }, addressOf)] : []),
    authentication(tokens),
    idempotency({ now, addressOf }),
  ]
}
