import { createHmac } from 'node:crypto'
import type { Instant } from '../../../domain/time.ts'
import { withoutSecrets } from '../../session/without-secrets.ts'

/** Who asks. */
export interface Credentials {
  readonly apiKey: string
  readonly apiSecret: string
}

/** A request, as far as its signature covers it. */
export interface SignedRequest {
  readonly method: string
  /** Without the query: DNSE's own clients leave it out of the signature, whatever the document says. The body is not signed either. */
  readonly path: string
  /** ms UTC */
  readonly now: Instant
  /** 32 hex digits, never the same twice. */
  readonly nonce: string
}

/** RFC 2822 in UTC: `Wed, 05 Nov 2025 03:02:13 +0000`. */
const dateText = (now: Instant): string => new Date(now).toUTCString().replace('GMT', '+0000')

/** The headers that prove who sends a REST request. */
export function signedHeaders(
  { apiKey, apiSecret }: Credentials,
  { method, path, now, nonce }: SignedRequest,
): Readonly<Record<string, string>> {
  const date = dateText(now)
  const text = `(request-target): ${method.toLowerCase()} ${path}\ndate: ${date}\nnonce: ${nonce}`
  const signature = encodeURIComponent(createHmac('sha256', apiSecret).update(text).digest('base64'))
  const parts = {
    keyId: apiKey,
    algorithm: 'hmac-sha256',
    headers: '(request-target) date',
    signature,
    nonce,
  }
  const list = Object.entries(parts).map(([name, value]) => `${name}="${value}"`)
  return { 'x-api-key': apiKey, Date: date, 'X-Signature': `Signature ${list.join(',')}` }
}

/** The message that proves who opened a stream. `nonce`: microseconds, never the same twice. */
export function authMessage(
  { apiKey, apiSecret }: Credentials,
  { now, nonce }: { readonly now: Instant; readonly nonce: string },
): Readonly<Record<string, unknown>> {
  const timestamp = Math.floor(now / 1000)
  const signature = createHmac('sha256', apiSecret).update(`${apiKey}:${timestamp}:${nonce}`).digest('hex')
  return { action: 'auth', api_key: apiKey, signature, timestamp, nonce }
}

/** Nonces of the stream: microseconds of the clock, and one more where the clock did not go on. */
export function nonces(now: () => Instant): () => string {
  let last = 0
  return () => {
    last = Math.max(last + 1, now() * 1000)
    return String(last)
  }
}

/** A text of the far side's without what it may repeat of the credentials. */
export const hidden = (text: string, { apiKey, apiSecret }: Credentials): string =>
  withoutSecrets(text, [apiSecret, apiKey])
