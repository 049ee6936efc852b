import type { Instant } from '../../domain/time.ts'

/** How many requests a caller may make. */
export interface Rate {
  /** Requests at once, after a rest. */
  readonly limit: number
  /** Requests a second that come back. */
  readonly perSecond: number
}

/** What a request costs its caller. */
export interface Ticket {
  readonly isAllowed: boolean
  /** Sent with the answer. */
  readonly headers: Readonly<Record<string, string>>
}

interface Bucket {
  left: number
  filledAt: Instant
}

/** A bucket of requests for each caller, which fills again by the clock. */
export function rateLimit({ limit, perSecond }: Rate, now: () => Instant): (caller: string) => Ticket {
  const buckets = new Map<string, Bucket>()
  return (caller) => {
    const bucket = buckets.get(caller) ?? { left: limit, filledAt: now() }
    buckets.set(caller, bucket)
    const back = (Math.max(now() - bucket.filledAt, 0) / 1000) * perSecond
    bucket.left = Math.min(limit, bucket.left + back)
    bucket.filledAt = now()
    const isAllowed = bucket.left >= 1
    if (isAllowed) bucket.left -= 1
    const headers = {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(Math.floor(bucket.left)),
    }
    if (isAllowed) return { isAllowed, headers }
    return {
      isAllowed,
      headers: { ...headers, 'Retry-After': String(Math.ceil((1 - bucket.left) / perSecond)) },
    }
  }
}
