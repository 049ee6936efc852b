/** Longest wait between two attempts, ms. */
const CAP = 30_000

/** How much of a wait is left to chance, so that clients that were cut off together do not come back together. */
const JITTER = 0.25

/**
 * How long to wait before the next attempt, ms: 1 s doubled with each failure, 30 s at most, less up to a quarter.
 *
 * @param failures - attempts that failed since the last success, 1 or more
 * @param random - a number in [0, 1)
 */
export const backoff = (failures: number, random: number): number =>
  Math.min(CAP, 1_000 * 2 ** (failures - 1)) * (1 - JITTER * random)
