import type { IsoDate } from '../domain/time.ts'

/** A name that no other life of a simulated exchange has: its data must not mix with another's. */
export const runName = (date: IsoDate, seed: number): string =>
  `${date}-seed${seed}-${Date.now().toString(36)}`
