import type { Instant } from '../../domain/time.ts'

/** Longest wait for an answer, ms. */
const PATIENCE = 5_000

/** What the clock of an exchange shows that is steered over `/api/replay`; `undefined` when it does not say in time. */
export async function steeredTime(address: Promise<string>): Promise<Instant | undefined> {
  try {
    const answer = await fetch(`${await address}/api/replay`, { signal: AbortSignal.timeout(PATIENCE) })
    const { time } = (await answer.json()) as { readonly time?: unknown }
    const instant = typeof time === 'string' ? Date.parse(time) : NaN
    return Number.isNaN(instant) ? undefined : instant
  } catch {
    return undefined
  }
}
