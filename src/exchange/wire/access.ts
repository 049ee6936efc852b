import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../domain/time.ts'

/** The pair that a token is given for. */
export interface ConsumerCredentials {
  readonly consumerId: string
  readonly consumerSecret: string
}

/** How tokens are given. */
export interface AccessOptions {
  /** The only pair that is taken; without it any two texts are. */
  readonly credentials?: ConsumerCredentials | undefined
  readonly now: () => Instant
  /** Life of a token, ms. */
  readonly life: number
}

/** Who asks, or why that cannot be said. */
type Identity =
  { readonly kind: 'known'; readonly consumer: string } | { readonly kind: 'missing' | 'expired' }

/** Gives access tokens and knows them again. They hold as long as this process. */
export interface Access {
  /** `undefined` when the pair is refused. */
  issue(consumerId: unknown, consumerSecret: unknown): string | undefined
  /** Whose token an `Authorization` header holds. */
  identify(authorization: string | undefined): Identity
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Tokens shaped as SSI's: a JWT that says when it ends. */
export function access({ credentials, now, life }: AccessOptions): Access {
  const key = randomBytes(32)
  const signature = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  const isTaken = (id: unknown, secret: unknown): id is string =>
    credentials
      ? same(id, credentials.consumerId) && same(secret, credentials.consumerSecret)
      : isText(id) && isText(secret)

  return {
    issue(consumerId, consumerSecret) {
      if (!isTaken(consumerId, consumerSecret)) return undefined
      const exp = Math.floor((now() + life) / 1000)
      const claims = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ sub: consumerId, exp, jti: randomUUID() })}`
      return `${claims}.${signature(claims)}`
    },
    identify(authorization) {
      const [, claims, payload, signed] =
        /^Bearer ([\w-]+\.([\w-]+))\.([\w-]+)$/i.exec(authorization ?? '') ?? []
      if (claims === undefined || !same(signed, signature(claims))) return { kind: 'missing' }
      const { sub, exp } = claimsIn(payload ?? '')
      return exp * 1000 > now() ? { kind: 'known', consumer: sub } : { kind: 'expired' }
    },
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** Compares in a time that does not tell how much was right. */
function same(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false
  const [a, b] = [given, expected].map((text) => createHmac('sha256', '').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/** The claims of a token whose signature is this process's own. */
const claimsIn = (payload: string): { sub: string; exp: number } =>
  JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string; exp: number }
