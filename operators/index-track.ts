import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, IndexValue } from '../src/domain/event.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { stateful } from './state/stateful.ts'

/** Which indices are followed. */
export interface IndexTrackOptions {
  /** Their ids, in capitals; all others are left out. */
  readonly allow?: readonly string[]
}

/** The indices that are followed when nothing else is said. */
const FOLLOWED = ['VN30', 'VNINDEX', 'HNXINDEX']

/**
 * The values of the followed indices, as they come.
 *
 * - Leaves out other indices, values that are not above 0, and what belongs to a trading day that is over.
 */
export function indexTrack(options: IndexTrackOptions = {}): OperatorFunction<ClassifiedEvent, IndexValue> {
  const allowed = new Set(options.allow ?? FOLLOWED)
  return stateful(feedTime, (time, emit) => {
    const clock = feedClock(time)
    return {
      next(event) {
        clock.begins(event)
        if (event.kind !== 'index' || !allowed.has(event.indexId)) return
        if (event.value > 0 && !clock.isPast(event)) emit(event)
      },
    }
  })
}
