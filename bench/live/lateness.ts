/** How many were counted at which times, both growing. */
export interface Counted {
  readonly counts: readonly number[]
  readonly times: readonly number[]
}

/** The first time at which more than so many were counted; asked for growing numbers only. */
function timeline({ counts, times }: Counted): (count: number) => number {
  let at = 0
  return (count) => {
    while (at < counts.length && (counts[at] ?? 0) <= count) at += 1
    return times[at] ?? Infinity
  }
}

/**
 * The times that frames took from being sent until a state that holds them had been written, ms, sorted: the k-th that was sent is the k-th that
 * came in. Frames behind the last state that was written changed nothing that is shown.
 */
export function lateness(sent: Counted, written: Counted): Float64Array {
  const [sentAt, writtenAt] = [timeline(sent), timeline(written)]
  const count = Math.min(sent.counts.at(-1) ?? 0, written.counts.at(-1) ?? 0)
  return Float64Array.from({ length: count }, (_, k) => {
    const from = sentAt(k)
    return (writtenAt(k) - from) / 1_000
  }).sort()
}
