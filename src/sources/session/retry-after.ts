import type { Instant } from '../../domain/time.ts'

/** Longest wait that a far side is granted, ms. */
const LONGEST = 3_600_000

/**
 * How long a far side asks to be left alone, by the `Retry-After` of its answer, ms: seconds or a date, an hour at most.
 * `undefined` when it does not say, or when it cannot be read.
 *
 * @example retryAfterIn('120', 0) // 120_000
 */
export function retryAfterIn(header: string | null, now: Instant): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST)
}
