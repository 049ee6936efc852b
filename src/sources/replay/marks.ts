import type { Instant } from '../../domain/time.ts'

/** A place in a recording where it is known what the program remembers. */
export interface Mark {
  /** The last frame before it; 0 for the beginning. */
  readonly seq: number
  /** Exchange time there; `undefined` where none is known yet. */
  readonly clock: Instant | undefined
}

/** Keeps what a program remembers, by a number: in memory, or on a disk. */
export interface Shelf {
  readonly put: (seq: number, state: Uint8Array) => void
  readonly get: (seq: number) => Uint8Array
}

/** The places of a recording from which it can go on at once: its index by exchange time. */
export interface Marks {
  /** Whether a frame lies behind all marks. */
  readonly isNew: (seq: number) => boolean
  readonly add: (mark: Mark, state: Uint8Array) => void
  /** Takes note of a place whose state is on the shelf already. */
  readonly learn: (mark: Mark) => void
  /** The last one before exchange time was `instant`; the first one where there is none. */
  readonly before: (instant: Instant) => Mark
  readonly stateOf: (mark: Mark) => Uint8Array
}

/** No marks. They may come in any order; the first of all has to be there before one is asked for. */
export function makeMarks(shelf: Shelf): Marks {
  const marks: Mark[] = []
  const learn = (mark: Mark): void => {
    const at = marks.findLastIndex(({ seq }) => seq <= mark.seq)
    if (marks[at]?.seq !== mark.seq) marks.splice(at + 1, 0, mark)
  }
  return {
    isNew: (seq) => seq > (marks.at(-1)?.seq ?? -Infinity),
    add(mark, state) {
      shelf.put(mark.seq, state)
      learn(mark)
    },
    learn,
    before(instant) {
      const found = marks.findLast(({ clock = -Infinity }) => clock < instant) ?? marks[0]
      if (found) return found
      throw new RangeError('There is no mark at the beginning of the recording.')
    },
    stateOf: ({ seq }) => shelf.get(seq),
  }
}
