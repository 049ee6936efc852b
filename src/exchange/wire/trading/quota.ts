import type { Instant } from '../../../domain/time.ts'

/** How many requests are taken in a period. */
export interface Quota {
  /** ms, whole seconds. */
  readonly period: number
  readonly limit: number
}

/** What SSI's own samples name. */
export const usualQuotas: readonly Quota[] = [
  { period: 1_000, limit: 5 },
  { period: 5_000, limit: 30 },
]

/** A period in SSI's words. */
export const periodName = ({ period }: Quota): string => `${period / 1_000}s`

/**
 * Counts requests of each consumer. Gives the quota that a request would break, or counts it and gives `undefined`.
 *
 * @param now - ms; windows slide with it
 */
export function quotaCounter(quotas: readonly Quota[], now: () => Instant) {
  const longest = Math.max(0, ...quotas.map(({ period }) => period))
  const seen = new Map<string, readonly Instant[]>()
  return (consumer: string): Quota | undefined => {
    const at = now()
    const times = (seen.get(consumer) ?? []).filter((time) => time > at - longest)
    const broken = quotas.find(
      ({ period, limit }) => times.filter((time) => time > at - period).length >= limit,
    )
    seen.set(consumer, broken ? times : [...times, at])
    return broken
  }
}
