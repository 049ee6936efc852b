import { asyncScheduler } from 'rxjs'

/** How long is written at a stretch, ms, and how long is rested after one, as a share of what it took. */
const STRETCH = 5
const SHARE = 1 / 4

/** Writes what waits for the sockets, behind what a turn of the loop has brought: what comes together goes in one write. */
export interface Flushes {
  /** Gives what has a socket written when its turn comes, once, however often it is asked for until then. */
  readonly turnOf: (flush: () => void) => () => void
  /** Has all of them written at once. */
  readonly now: () => void
}

interface Turn {
  readonly flush: () => void
  isDue: boolean
}

/**
 * Makes the turns of writing. They begin when the turn of the loop ends: a thousand sockets take 20 ms and more, so what comes in has its
 * time after each stretch, and what comes for a socket that is still to be written goes with what waits for it.
 *
 * @param onError - told of a socket whose writing failed; the others are written all the same
 */
export function makeFlushes(onError: (error: unknown) => void): Flushes {
  /** In turn; those before `next` are written. A set would make tables that outlive the collections of young garbage: a third of all that does. */
  let due: Turn[] = []
  let next = 0
  let restsUntil = 0
  let isPlanned = false

  const write = (stretch: number): number => {
    const began = asyncScheduler.now()
    for (let turn = due[next]; turn; turn = due[next]) {
      next += 1
      turn.isDue = false
      try {
        turn.flush()
      } catch (error) {
        onError(error)
      }
      if (asyncScheduler.now() - began >= stretch) break
    }
    if (next === due.length) {
      due = []
      next = 0
    }
    return asyncScheduler.now() - began
  }
  const run = () => {
    const took = write(STRETCH)
    // By a clock of whole milliseconds the shortest writing may seem to take one: to rest then would hold the next up for as long.
    restsUntil = took < STRETCH ? 0 : took * SHARE + asyncScheduler.now()
    isPlanned = false
    if (due.length > 0) plan()
  }
  const plan = () => {
    isPlanned = true
    const rest = restsUntil - asyncScheduler.now()
    if (rest > 0) asyncScheduler.schedule(run, rest)
    else setImmediate(run)
  }
  return {
    turnOf(flush) {
      const turn = { flush, isDue: false }
      return () => {
        if (turn.isDue) return
        turn.isDue = true
        due.push(turn)
        if (!isPlanned) plan()
      }
    },
    now: () => void write(Infinity),
  }
}
