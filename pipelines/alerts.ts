import { EMPTY, merge, type Observable } from 'rxjs'
import { activeBasis } from '../operators/active-basis.ts'
import { basisFlip } from '../operators/basis-flip.ts'
import { breakout } from '../operators/breakout.ts'
import { coolDown } from '../operators/cool-down.ts'
import { foreignAcceleration } from '../operators/foreign-acceleration.ts'
import { spike } from '../operators/spike.ts'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { ActiveFuture, Alert, Basis, ForeignFlow } from '../src/domain/outputs.ts'

/** What the alerts are made of. */
export interface AlertParts {
  readonly events$: Observable<ClassifiedEvent>
  readonly foreign$: Observable<ForeignFlow>
  readonly basis$: Observable<Basis>
  readonly active$: Observable<ActiveFuture>
  /** Alerts of users' rules, where there are some. */
  readonly rules$?: Observable<Alert>
}

/** events, foreign flow, basis of the active future → the four kinds of alert, and those of users' rules → cool-down. */
export function alerts({
  events$,
  foreign$,
  basis$,
  active$,
  rules$ = EMPTY,
}: AlertParts): Observable<Alert> {
  return merge(
    events$.pipe(spike()),
    events$.pipe(breakout()),
    foreign$.pipe(foreignAcceleration()),
    // What is active is told before the basis that the same event causes.
    merge(active$, basis$).pipe(activeBasis(), basisFlip()),
    rules$,
  ).pipe(coolDown())
}
