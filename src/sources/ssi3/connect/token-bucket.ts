import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../../../domain/time.ts'

/** Lets so many requests pass in a second, and no more. */
export interface TokenBucket {
  /** Waits until a request may go out, in the order in which they ask. Fails when the signal aborts meanwhile. */
  take(signal?: AbortSignal): Promise<void>
  /** Lets nothing pass for so long, ms. */
  rest(duration: number): void
}

/**
 * A bucket that holds the requests of a second, and fills evenly.
 *
 * @param perSecond - more than 0
 */
export function tokenBucket(perSecond: number, now: () => Instant): TokenBucket {
  const most = Math.max(1, perSecond)
  let left = most
  let filledAt = now()
  let restsUntil = -Infinity
  let turn: Promise<unknown> = Promise.resolve()

  /** Time until the next request may go out, ms; takes its token when that is now. */
  const claim = (): number => {
    const time = now()
    if (time < restsUntil) return restsUntil - time
    // A clock that was set back fills nothing, and loses nothing.
    left = Math.min(most, left + (Math.max(0, time - filledAt) / 1000) * perSecond)
    filledAt = time
    if (left < 1) return ((1 - left) / perSecond) * 1000
    left -= 1
    return 0
  }
  const pass = async (signal: AbortSignal | undefined): Promise<void> => {
    for (let wait = claim(); wait > 0; wait = claim()) await sleep(Math.ceil(wait), undefined, { signal })
  }
  return {
    take(signal) {
      const mine = turn.then(() => {
        signal?.throwIfAborted()
        return pass(signal)
      })
      turn = mine.catch(() => undefined)
      return mine
    },
    rest(duration) {
      restsUntil = Math.max(restsUntil, now() + duration)
    },
  }
}
