import { VirtualAction, VirtualTimeScheduler } from 'rxjs'
import type { Instant } from '../../src/domain/time.ts'

/** A scheduler whose time is that of the feed. */
export interface FeedScheduler {
  readonly scheduler: VirtualTimeScheduler
  /** Feed time comes to `now`: what is due runs, in the order in which it is due. Throws what it throws. Never goes back. */
  readonly advance: (now: Instant) => void
}

/** @param start - feed time at the beginning */
export function feedScheduler(start: Instant): FeedScheduler {
  const scheduler = new VirtualTimeScheduler(VirtualAction, start)
  scheduler.frame = start
  return {
    scheduler,
    advance(now) {
      if (now <= scheduler.frame) return
      scheduler.maxFrames = now
      scheduler.flush()
      scheduler.frame = now
    },
  }
}
