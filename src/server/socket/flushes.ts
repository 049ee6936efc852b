import { asyncScheduler } from 'rxjs'

/** Longest rest between two rounds, ms. */
const LONGEST = 50

/** Writes what waits for the sockets, behind what a turn of the loop has brought: what comes together goes in one write. */
export interface Flushes {
  /** Has a socket written in the next round, once. */
  readonly add: (flush: () => void) => void
  /** Has all of it written at once. */
  readonly now: () => void
}

/**
 * Makes the rounds of writing. A round begins when the turn of the loop ends, but rests for as long as the last one took: a thousand
 * sockets take milliseconds a round, and the more comes meanwhile, the more goes in each write. So writing never takes more than half
 * of the time.
 *
 * @param onError - told of a socket whose writing failed; the others are written all the same
 */
export function makeFlushes(onError: (error: unknown) => void): Flushes {
  let due = new Set<() => void>()
  let restsUntil = 0
  let isPlanned = false

  const now = () => {
    const round = due
    due = new Set()
    for (const flush of round)
      try {
        flush()
      } catch (error) {
        onError(error)
      }
  }
  const run = () => {
    const began = asyncScheduler.now()
    now()
    const ended = asyncScheduler.now()
    restsUntil = ended + Math.min(LONGEST, ended - began)
    isPlanned = false
    if (due.size > 0) plan()
  }
  const plan = () => {
    isPlanned = true
    const rest = restsUntil - asyncScheduler.now()
    if (rest > 0) asyncScheduler.schedule(run, rest)
    else setImmediate(run)
  }
  return {
    add(flush) {
      due.add(flush)
      if (!isPlanned) plan()
    },
    now,
  }
}
