import type { Message } from './message.ts'

/** The last frames of a channel, for who comes back. */
export interface History {
  readonly add: (message: Message) => void
  /** What came after a number; undefined where that is not held any more, or never was. */
  readonly since: (seq: number) => readonly Message[] | undefined
}

/**
 * Makes the history of a channel.
 *
 * @param begin - the number before the first frame
 * @param most - how many frames are held
 */
export function makeHistory(begin: number, most: number): History {
  let held: Message[] = []
  let first = begin + 1
  return {
    add(message) {
      held.push(message)
      // In one cut for many, for each moves all that stay.
      if (held.length < 2 * most) return
      held = held.slice(-most)
      first = held[0]?.seq ?? first
    },
    since(seq) {
      const from = seq + 1 - first
      return from < 0 || from > held.length ? undefined : held.slice(from)
    },
  }
}
