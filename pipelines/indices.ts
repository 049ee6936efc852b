import type { Observable } from 'rxjs'
import { indexTrack } from '../operators/index-track.ts'
import type { ClassifiedEvent, IndexValue } from '../src/domain/event.ts'

/** events → values of the followed indices. */
export const indices = (events$: Observable<ClassifiedEvent>): Observable<IndexValue> =>
  events$.pipe(indexTrack())
