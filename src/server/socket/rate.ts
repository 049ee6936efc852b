/** Makes a bucket of `burst` tokens, filled with `perSecond`. What it gives takes one, and tells whether there was one. */
export function makeRate(burst: number, perSecond: number, now: () => number): () => boolean {
  let tokens = burst
  let filled = now()
  return () => {
    const at = now()
    // A clock that was set back fills nothing.
    tokens = Math.min(burst, tokens + (Math.max(0, at - filled) / 1_000) * perSecond)
    filled = at
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
