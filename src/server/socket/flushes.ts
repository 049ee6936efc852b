import { asyncScheduler } from 'rxjs'
import { atTurnEnd } from '../../domain/turn.ts'

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

/** Turns in their order. A set would make tables that outlive the collections of young garbage: a third of all that does. */
function makeTurns() {
  let due: Turn[] = []
  let written = 0
  return {
    add(turn: Turn): void {
      if (turn.isDue) return
      turn.isDue = true
      due.push(turn)
    },
    next(): Turn | undefined {
      const turn = due[written]
      if (turn) {
        turn.isDue = false
        written += 1
      } else {
        due = []
        written = 0
      }
      return turn
    },
    isEmpty: () => written === due.length,
  }
}

/**
 * Makes the turns of writing. They begin when the turn of the loop ends: a thousand sockets take 20 ms and more, so what comes in has its
 * time after each stretch, and what comes for a socket that is still to be written goes with what waits for it.
 *
 * @param onError - told of a socket whose writing failed; the others are written all the same
 */
export function makeFlushes(onError: (error: unknown) => void): Flushes {
  const turns = makeTurns()
  let restsUntil = 0
  let isPlanned = false

  const write = (stretch: number): number => {
    const began = asyncScheduler.now()
    for (let turn = turns.next(); turn; turn = turns.next()) {
      try {
        turn.flush()
      } catch (error) {
        onError(error)
      }
      if (asyncScheduler.now() - began >= stretch) break
    }
    return asyncScheduler.now() - began
  }
  const run = () => {
    const took = write(STRETCH)
    // By a clock of whole milliseconds the shortest writing may seem to take one: to rest then would hold the next up for as long.
    restsUntil = took < STRETCH ? 0 : took * SHARE + asyncScheduler.now()
    isPlanned = false
    if (!turns.isEmpty()) plan()
  }
  const plan = () => {
    isPlanned = true
    const rest = restsUntil - asyncScheduler.now()
    if (rest > 0) asyncScheduler.schedule(run, rest)
    else atTurnEnd(run)
  }
  return {
    turnOf(flush) {
      const turn = { flush, isDue: false }
      return () => {
        turns.add(turn)
        if (!isPlanned) plan()
      }
    },
    now: () => void write(Infinity),
  }
}
