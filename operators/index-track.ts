import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, IndexValue } from '../src/domain/event.ts'
import type { Instant } from '../src/domain/time.ts'
import { byKind } from './state/by-kind.ts'

/** Which indices are followed. */
export interface IndexTrackOptions {
  /** Their ids, in capitals; all others are left out. */
  readonly allow?: readonly string[]
}

/** The indices that are followed when nothing else is said. */
const FOLLOWED = ['VN30', 'VNINDEX', 'HNXINDEX']

const begin = () => ({
  /** Exchange times of the newest values. */
  newest: new Map<string, Instant>(),
})

/**
 * The values of the followed indices, as they come.
 *
 * - Leaves out other indices, values that are not above 0, what belongs to a trading day that is over, and a value that is older than
 *   the newest of its index: that one came late.
 */
export function indexTrack(options: IndexTrackOptions = {}): OperatorFunction<ClassifiedEvent, IndexValue> {
  const allowed = new Set(options.allow ?? FOLLOWED)
  return byKind(begin, ({ newest }, emit, clock) => ({
    begins: () => newest.clear(),
    index(event) {
      const { indexId, value, exchangeTime } = event
      if (!allowed.has(indexId) || value <= 0 || clock.isPast(event)) return
      if (exchangeTime < (newest.get(indexId) ?? -Infinity)) return
      newest.set(indexId, exchangeTime)
      emit(event)
    },
  }))
}
