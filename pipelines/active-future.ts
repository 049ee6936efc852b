import { filter, map, type Observable, withLatestFrom } from 'rxjs'
import { activeContract } from '../operators/active-contract.ts'
import type { ClassifiedEvent, ClassifiedTrade, Gap } from '../src/domain/event.ts'
import type { ActiveFuture } from '../src/domain/outputs.ts'

const tellsVolume = (event: ClassifiedEvent): event is ClassifiedTrade | Gap =>
  event.kind === 'trade' || event.kind === 'gap'

/**
 * events → the future of the VN30 that is traded most, each time it becomes another one, with the stamp of what decided it.
 *
 * @param only - symbols to choose among; all when empty
 */
export function activeFuture(
  events$: Observable<ClassifiedEvent>,
  only: readonly string[] = [],
): Observable<ActiveFuture> {
  return events$.pipe(
    activeContract({ only }),
    withLatestFrom(events$.pipe(filter(tellsVolume))),
    map(([symbol, { seq, exchangeTime, receivedTime }]) => ({
      kind: 'activeFuture',
      seq,
      exchangeTime,
      receivedTime,
      symbol,
    })),
  )
}
