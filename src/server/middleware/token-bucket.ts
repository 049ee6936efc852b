/** How much is let through. */
export interface BucketOptions {
  /** Tokens of a full bucket: what is let through at once. */
  readonly burst: number
  /** Tokens that a bucket gains in a second; above 0. */
  readonly perSecond: number
  /** Milliseconds. Time that goes back is no time. */
  readonly now: () => number
}

interface Bucket {
  tokens: number
  at: number
}

/** Keys that are remembered. */
const MOST = 50_000

/**
 * A bucket of tokens for each key. `take` takes one, and gives 0, or the seconds until there is one again. A full bucket is as one that
 * never was; of more than 50,000 others the one that was asked longest ago is forgotten.
 */
export function tokenBucket({ burst, perSecond, now }: BucketOptions) {
  const buckets = new Map<string, Bucket>()

  function filled(key: string, time: number): Bucket {
    const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: time }
    return { tokens: Math.min(burst, tokens + (Math.max(0, time - at) / 1_000) * perSecond), at: time }
  }

  function forget(time: number): void {
    for (const [key] of buckets) {
      if (buckets.size <= MOST && filled(key, time).tokens < burst) return
      buckets.delete(key)
    }
  }

  return {
    take: (key: string): number => {
      const time = now()
      const bucket = filled(key, time)
      const wait = bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) / perSecond
      if (wait === 0) bucket.tokens -= 1
      // The one asked last stands last.
      buckets.delete(key)
      buckets.set(key, bucket)
      forget(time)
      return wait
    },
    size: () => buckets.size,
  }
}
