import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, IndexValue } from '../src/domain/event.ts'
import { byKind } from './state/by-kind.ts'

/** Which indices are followed. */
export interface IndexTrackOptions {
  /** Their ids, in capitals; all others are left out. */
  readonly allow?: readonly string[]
}

/** The indices that are followed when nothing else is said. */
const FOLLOWED = ['VN30', 'VNINDEX', 'HNXINDEX']

const begin = () => ({})

/**
 * The values of the followed indices, as they come.
 *
 * - Leaves out other indices, values that are not above 0, and what belongs to a trading day that is over.
 */
export function indexTrack(options: IndexTrackOptions = {}): OperatorFunction<ClassifiedEvent, IndexValue> {
  const allowed = new Set(options.allow ?? FOLLOWED)
  return byKind(begin, (_, emit, clock) => ({
    index(event) {
      if (allowed.has(event.indexId) && event.value > 0 && !clock.isPast(event)) emit(event)
    },
  }))
}
