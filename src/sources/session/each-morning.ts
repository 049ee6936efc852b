import { concatMap, defer, type Observable, repeat, timer } from 'rxjs'
import { ictTimeOfDay, type Instant } from '../../domain/time.ts'

/** Time of day in Vietnam: what is listed, and its limits, change over night. */
const MORNING = (8 * 60 + 5) * 60_000
const DAY = 24 * 3_600_000

/**
 * Does something at about 08:05 in Vietnam, each day anew. What takes longer than a day leaves out the next one. Never completes.
 *
 * @param now - ms UTC
 */
export function eachMorning<T>(now: () => Instant, work$: Observable<T>): Observable<T> {
  return defer(() => timer(untilMorning(now()))).pipe(
    concatMap(() => work$),
    repeat(),
  )
}

const untilMorning = (now: Instant): number => (MORNING - ictTimeOfDay(now) + DAY) % DAY || DAY
