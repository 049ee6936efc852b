import type { Observable } from 'rxjs'
import { deltaSpeed } from '../operators/delta-speed.ts'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { ForeignFlow } from '../src/domain/outputs.ts'

/** events → foreign flow of each security: totals, speed, acceleration. */
export function foreign(events$: Observable<ClassifiedEvent>): Observable<ForeignFlow> {
  return events$.pipe(deltaSpeed())
}
