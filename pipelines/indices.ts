import type { Observable } from 'rxjs'
import { indexTrack } from '../operators/index-track.ts'
import type { ClassifiedEvent, IndexValue } from '../src/domain/event.ts'

/** events → values of the followed indices. */
export function indices(events$: Observable<ClassifiedEvent>): Observable<IndexValue> {
  return events$.pipe(indexTrack())
}
