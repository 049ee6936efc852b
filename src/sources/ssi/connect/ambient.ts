import type { Instant } from '../../../domain/time.ts'

/** The clock and the chance of the machine, for a source that is given none. */
export const ambient = {
  /** ms UTC. */
  now: (): Instant => Date.now(),
  /** Evenly spread in [0, 1). */
  random: (): number => Math.random(),
}
