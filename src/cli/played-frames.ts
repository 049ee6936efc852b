/** Which frames of a recording were played, whatever the order of the places that it was sent to. */
export interface PlayedFrames {
  /** It goes on elsewhere. */
  readonly jump: () => void
  /** Takes note of a frame. */
  readonly play: (seq: number) => void
  /** Whether the last one was played for the first time. */
  readonly isNew: () => boolean
  /** Frames that were played, each counted once. */
  readonly count: () => number
}

/** A run of frames; nothing of the recording between the first and the last was left out. */
interface Stretch {
  readonly from: number
  to: number
}

/** None yet. Keeps a stretch for each place that was jumped to, until they meet. */
export function playedFrames(): PlayedFrames {
  let stretches: readonly Stretch[] = []
  let last: Stretch | undefined
  let isNew = false
  let count = 0

  /** The one before a frame goes on to it; and is one with the next where they meet. */
  function extend(seq: number): Stretch {
    if (!last) {
      const begun = { from: seq, to: seq }
      stretches = [...stretches, begun]
      return begun
    }
    last.to = seq
    return last
  }

  function join(known: Stretch): Stretch {
    if (!last || last === known) return known
    known = { from: Math.min(last.from, known.from), to: Math.max(last.to, known.to) }
    stretches = [...stretches.filter(({ from, to }) => from < known.from || to > known.to), known]
    return known
  }

  return {
    jump() {
      last = undefined
    },
    play(seq) {
      const known = stretches.find(({ from, to }) => from <= seq && seq <= to)
      isNew = known === undefined
      if (isNew) count += 1
      last = known ? join(known) : extend(seq)
    },
    isNew: () => isNew,
    count: () => count,
  }
}
