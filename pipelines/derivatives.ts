import type { Observable } from 'rxjs'
import { basis } from '../operators/basis.ts'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { Basis } from '../src/domain/outputs.ts'

/** events → basis of each future that traded today, at each change of the future or of its index. */
export function derivatives(events$: Observable<ClassifiedEvent>): Observable<Basis> {
  return events$.pipe(basis())
}
