import type { Observable } from 'rxjs'
import { deltaSpeed } from '../operators/delta-speed.ts'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { ForeignFlow } from '../src/domain/outputs.ts'

/** events → foreign flow of each security: totals, speed, acceleration. */
export const foreign = (events$: Observable<ClassifiedEvent>): Observable<ForeignFlow> =>
  events$.pipe(deltaSpeed())
