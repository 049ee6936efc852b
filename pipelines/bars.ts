import type { Observable } from 'rxjs'
import { bars as barsOf } from '../operators/bars.ts'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { Bar } from '../src/domain/outputs.ts'

const MINUTE = 60_000

/** events → 1-minute bars of each security, with the volume of active buyers and sellers. */
export function bars(events$: Observable<ClassifiedEvent>): Observable<Bar> {
  return events$.pipe(barsOf(MINUTE))
}
