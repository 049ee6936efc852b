import type { Observable } from 'rxjs'
import { sessionStats } from '../operators/session-stats.ts'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { SessionStats } from '../src/domain/outputs.ts'

/** events → running totals of each security, one after each of its trades and gaps. */
export function market(events$: Observable<ClassifiedEvent>): Observable<SessionStats> {
  return events$.pipe(sessionStats())
}
