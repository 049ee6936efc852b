import type { Instant } from '../../domain/time.ts'

/** A place in a recording, and what the program remembers there. */
interface Mark {
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

/** The places of a recording from which it can go on at once. */
export interface Marks {
  /** Whether a frame lies behind all marks. */
  readonly isNew: (seq: number) => boolean
  readonly add: (mark: Mark, state: Uint8Array) => void
  /** The last one before exchange time was `instant`; the first one where there is none. */
  readonly before: (instant: Instant) => Mark
  readonly stateOf: (mark: Mark) => Uint8Array
}

/** No marks. Add them in their order. */
export function makeMarks(shelf: Shelf): Marks {
  const marks: Mark[] = []
  return {
    isNew: (seq) => seq > (marks.at(-1)?.seq ?? -Infinity),
    add(mark, state) {
      shelf.put(mark.seq, state)
      marks.push(mark)
    },
    before(instant) {
      const found = marks.findLast(({ clock = -Infinity }) => clock < instant) ?? marks[0]
      if (found) return found
      throw new RangeError('There is no mark at the beginning of the recording.')
    },
    stateOf: ({ seq }) => shelf.get(seq),
  }
}
