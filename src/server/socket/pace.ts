import type { WebSocket } from 'ws'
import { TOO_SLOW } from '../../domain/socket.ts'
import type { Outbox } from '../outbox.ts'

/** Least time between two states to a slow client, ms. */
const SPARED = 2_000
/** How long a client must have had room before it is told everything again, ms. */
const CALM = 5_000
/** How long the good-bye to a client that reads too slowly may take, ms. */
const GOOD_BYE = 5_000

/** Looks after one client's speed. */
export interface Pace {
  /** To be called some times a second. */
  readonly look: () => void
}

/** Whose pace it is. */
export interface PaceOptions {
  readonly socket: WebSocket
  readonly outbox: Outbox
  /** How long a socket may stay full until it is closed, ms. */
  readonly wsSlowTimeout: number
  /** Told when sparing begins or ends. */
  readonly onConflated: (isConflated: boolean) => void
  readonly now: () => number
}

/**
 * Makes the pace of one client. One whose socket is full is told states every two seconds at most, until it has had room for five; one whose
 * socket stays full is closed with 4008, and cut where it does not even read that.
 */
export function makePace({ socket, outbox, wsSlowTimeout, onConflated, now }: PaceOptions): Pace {
  let isConflated = false
  let calmSince = 0
  let letAt = 0
  let closedAt: number | undefined

  const conflate = (is: boolean) => {
    isConflated = is
    outbox.holdStates(is)
    onConflated(is)
  }
  const close = () => {
    closedAt = now()
    socket.close(TOO_SLOW, 'Read faster: the socket was full for too long.')
  }
  const spare = (isFull: boolean) => {
    if (isFull) calmSince = now()
    if (isFull && !isConflated) conflate(true)
    if (!isConflated) return
    const isCalm = now() - calmSince >= CALM
    if (isCalm) conflate(false)
    if (!isCalm && now() - letAt < SPARED) return
    letAt = now()
    outbox.letStates()
  }
  return {
    look() {
      if (closedAt !== undefined) {
        if (now() - closedAt >= GOOD_BYE) socket.terminate()
        return
      }
      const fullSince = outbox.fullSince()
      if (fullSince !== undefined && now() - fullSince >= wsSlowTimeout) close()
      else spare(fullSince !== undefined)
    },
  }
}
