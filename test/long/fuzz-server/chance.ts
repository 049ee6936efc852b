/** Randomness that can be had again. */
export interface Chance {
  /** A whole number from 0 up to, and without, `below`. */
  readonly below: (below: number) => number
  readonly of: <T>(items: readonly [T, ...T[]]) => T
  readonly bytes: (length: number) => Buffer
}

/** Makes the randomness of a seed (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    of: (items) => items[below(items.length)] ?? items[0],
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  }
}
