import type { Seen } from './clients.ts'

type Counts = Readonly<Record<number, number>>

/** Counts of several together. */
function together(all: readonly Counts[]): Counts {
  const sum: Record<number, number> = {}
  for (const counts of all)
    for (const [ms, count] of Object.entries(counts)) sum[Number(ms)] = (sum[Number(ms)] ?? 0) + count
  return sum
}

/** How many were counted. */
export const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** The value that a share of what was counted does not exceed; NaN where nothing was. */
export function quantile(counts: Counts, share: number): number {
  const sorted = Object.entries(counts).map(([ms, count]) => [Number(ms), count] as const)
  sorted.sort(([a], [b]) => a - b)
  let left = total(counts) * share
  for (const [ms, count] of sorted) if ((left -= count) <= 0) return ms
  return NaN
}

/** What the clients of all processes saw. */
export const allSeen = (all: readonly Seen[]): Seen => ({
  states: together(all.map(({ states }) => states)),
  alerts: together(all.map(({ alerts }) => alerts)),
  bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  lost: all.reduce((sum, { lost }) => sum + lost, 0),
  closed: all.reduce((sum, { closed }) => sum + closed, 0),
})
