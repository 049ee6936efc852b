import {
  concatMap,
  concatWith,
  defer,
  ignoreElements,
  interval,
  merge,
  type Observable,
  tap,
  throwError,
} from 'rxjs'
import type { Instant } from '../../domain/time.ts'
import { type RenewalRules, renewalOf, type RenewalTimes } from './renewal.ts'
import type { SessionEvent } from './session-event.ts'
import { SessionError } from './session-error.ts'

/** What a connection is held to; see `SessionPolicy`. */
export interface SupervisionRules<T> extends RenewalRules {
  readonly isQuietPhase: (now: Instant) => boolean
  readonly openWithin: number
  readonly proveWithin: number
  readonly silence: number
  readonly isData: (message: T) => boolean
}

/** A connection was closed from here, to be opened with fresh credentials. */
export class Renewal extends SessionError {
  constructor() {
    super('Closed to be renewed.')
  }
}

/** Longest time from one look at the watch to the next, ms. */
const LOOK = 1000

/** Where a connection stands. */
interface Standing {
  phase: 'connecting' | 'subscribed' | 'delivering'
  /** Time in which the next step should have come and did not, ms. */
  waited: number
  renewal: RenewalTimes | undefined
}

/**
 * One connection under watch: the states between `connecting` and `lost` of the diagram at `session`. Tells `delivering` by itself.
 * Errs with a `SessionError` when the connection failed, ended, or did not do its part in time, and with a `Renewal` when it is
 * time to take it anew.
 */
export function supervised<T>(
  connection$: Observable<SessionEvent<T>>,
  rules: SupervisionRules<T>,
): Observable<SessionEvent<T>> {
  return defer(() => {
    const standing: Standing = { phase: 'connecting', waited: 0, renewal: undefined }
    const told$ = connection$.pipe(
      concatWith(throwError(() => new SessionError('The connection ended.'))),
      concatMap((event) => heard(event, standing, rules)),
    )
    const step = Math.min(LOOK, rules.openWithin / 4, rules.proveWithin / 4, rules.silence / 4)
    const watch$ = interval(step).pipe(
      tap(() => look(step, standing, rules)),
      ignoreElements(),
    )
    return merge(watch$, told$)
  })
}

/** Takes the step that an event brings; gives what is to be told of it. */
function heard<T>(
  event: SessionEvent<T>,
  standing: Standing,
  rules: SupervisionRules<T>,
): readonly SessionEvent<T>[] {
  if (event.kind === 'subscribed') {
    standing.phase = 'subscribed'
    standing.waited = 0
    standing.renewal = renewalOf(event.endsAt, rules)
    return [event]
  }
  const isProof = event.kind === 'delivering' || event.messages.some(rules.isData)
  if (!isProof) return [event]
  if (standing.phase !== 'connecting') standing.waited = 0
  if (standing.phase !== 'subscribed') return event.kind === 'delivering' ? [] : [event]
  standing.phase = 'delivering'
  return event.kind === 'delivering' ? [event] : [{ kind: 'delivering' }, event]
}

/** Throws when the connection has had its time. */
function look<T>(step: number, standing: Standing, rules: SupervisionRules<T>): void {
  const now = rules.now()
  const isQuiet = standing.phase !== 'connecting' && rules.isQuietPhase(now)
  if (isDue(now, isQuiet, standing.renewal)) throw new Renewal()
  standing.waited = isQuiet ? 0 : standing.waited + step
  const [limit, reason] = limitOf(standing.phase, rules)
  if (standing.waited >= limit) throw new SessionError(`${reason} ${limit / 1000} s.`)
}

const isDue = (now: Instant, isQuiet: boolean, renewal: RenewalTimes | undefined): boolean =>
  renewal !== undefined && now >= (isQuiet ? renewal.early : renewal.due)

function limitOf<T>(phase: Standing['phase'], rules: SupervisionRules<T>): readonly [number, string] {
  switch (phase) {
    case 'connecting':
      return [rules.openWithin, 'The connection was not subscribed within']
    case 'subscribed':
      return [rules.proveWithin, 'The subscription was acknowledged, but nothing came within']
    case 'delivering':
      return [rules.silence, 'Nothing came, although the market is open, for']
  }
}
