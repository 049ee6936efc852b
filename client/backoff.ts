/** Longest wait between two attempts, ms. */
const CAP = 30_000

/**
 * How long to wait before the next attempt, ms: any part of 1 s, doubled with each failure, of 30 s at most. All of it
 * is left to chance, so that clients that were cut off together do not come back together.
 *
 * @param failures - attempts that failed since the last success, 1 or more
 * @param random - a number in [0, 1)
 */
export const backoff = (failures: number, random: number): number =>
  Math.min(CAP, 1_000 * 2 ** (failures - 1)) * random
