/** A stretch of a security's day volume: what was traded after `after`, up to `upTo`. */
interface Stretch {
  readonly after: number
  readonly upTo: number
}

/** Stretches, joined where they meet, in order. */
export interface Stretches {
  add(stretch: Stretch): void
  /** What lies between 0 and an end, and in none of them. */
  holes(end: number): readonly Stretch[]
}

/** No stretches. */
export function stretches(): Stretches {
  let known: Stretch[] = []
  return {
    add({ after, upTo }) {
      if (upTo <= after) return
      const last = known.at(-1)
      // Most go on where the last one ended.
      if (last?.upTo === after) known[known.length - 1] = { after: last.after, upTo }
      else known = joined(known, { after, upTo })
    },
    holes(end) {
      const ends = [...known.map(({ after }) => after), end]
      return ends
        .map((upTo, i) => ({ after: known[i - 1]?.upTo ?? 0, upTo: Math.min(upTo, end) }))
        .filter(({ after, upTo }) => upTo > after)
    },
  }
}

function joined(known: readonly Stretch[], { after, upTo }: Stretch): Stretch[] {
  const meets = (stretch: Stretch) => stretch.after <= upTo && stretch.upTo >= after
  const met = known.filter(meets)
  const whole = {
    after: Math.min(after, ...met.map((stretch) => stretch.after)),
    upTo: Math.max(upTo, ...met.map((stretch) => stretch.upTo)),
  }
  return [...known.filter((stretch) => !meets(stretch)), whole].sort((a, b) => a.after - b.after)
}
