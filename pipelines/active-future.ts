import { map, type Observable, withLatestFrom } from 'rxjs'
import { activeContract } from '../operators/active-contract.ts'
import { ofKind } from '../operators/of-kind.ts'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { ActiveFuture } from '../src/domain/outputs.ts'

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
    withLatestFrom(events$.pipe(ofKind('trade', 'gap'))),
    map(([symbol, { seq, exchangeTime, receivedTime }]) => ({
      kind: 'activeFuture',
      seq,
      exchangeTime,
      receivedTime,
      symbol,
    })),
  )
}
