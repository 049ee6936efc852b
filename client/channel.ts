import {
  BehaviorSubject,
  catchError,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  race,
  retry,
  type Subject,
  switchMap,
  take,
  timer,
} from 'rxjs'
import { attempt } from './attempt.ts'
import { backoff } from './backoff.ts'
import type { ConnectionState } from './connection-state.ts'
import { fallback } from './fallback.ts'
import type { Poll } from './poll.ts'
import { type FrameContent, readFrame } from './read-frame.ts'
import type { SocketEvent } from './socket.ts'

/** What a channel tells. */
export type ChannelEvent<T> = FrameContent<T> | { readonly kind: 'state'; readonly state: ConnectionState }

/** What a channel is made of. */
export interface ChannelOptions<T> {
  readonly socket$: Observable<SocketEvent>
  readonly isValue: (json: unknown) => json is T
  /** What stands in for the socket after three failures; without it the socket is only tried again. */
  readonly poll$: Observable<Poll<readonly T[]>> | undefined
  /** Read each time the socket opened, and after a loss: what the channel does not send again by itself. */
  readonly backlog$?: Observable<readonly T[]> | undefined
  /** Shared by the channels of a client: one that finds the server answering again tells those that poll. */
  readonly answering$: Subject<void>
  /** A number in [0, 1), for the jitter. */
  readonly random: () => number
}

interface Link {
  readonly phase: 'connecting' | 'connected' | 'disconnected'
  /** Attempts that failed since the last success. */
  readonly failures: number
}

const FAILURES_BEFORE_POLLING = 3

/** Between two attempts while polling, ms. */
const RETRY_WHILE_POLLING = 30_000

/** The frames of a socket that is connected again and again; `link$` is told how it stands. Never ends. */
function live<T>(options: ChannelOptions<T>, link$: BehaviorSubject<Link>): Observable<FrameContent<T>> {
  const { socket$, isValue, poll$, answering$, random } = options
  const become = (link: Partial<Link>) => link$.next({ ...link$.value, ...link })
  const proved = () => {
    if (link$.value.failures === 0) return
    become({ failures: 0 })
    answering$.next()
  }
  function wait() {
    const failures = link$.value.failures + 1
    become({ phase: 'disconnected', failures })
    if (!poll$ || failures < FAILURES_BEFORE_POLLING) return timer(backoff(failures, random()))
    return race(timer(RETRY_WHILE_POLLING), answering$).pipe(take(1))
  }
  return defer(() => {
    become({ phase: 'connecting' })
    return attempt(socket$, { opened: () => become({ phase: 'connected' }), proved })
  }).pipe(
    map((text) => readFrame(text, isValue)),
    retry({ delay: wait }),
  )
}

/** The state a link shows; while something stands in for the socket, that something tells. */
function modeOf({ phase, failures }: Link, polls: boolean): ConnectionState | 'fallback' {
  return polls && phase !== 'connected' && failures >= FAILURES_BEFORE_POLLING ? 'fallback' : phase
}

/** The values as events; what cannot be read is left to the next time. */
function valuesOf<T>(values$: Observable<readonly T[]> = EMPTY): Observable<ChannelEvent<T>> {
  return values$.pipe(
    catchError(() => EMPTY),
    mergeMap((values) => values.map((value) => ({ kind: 'value', value }) as const)),
  )
}

/**
 * One channel of a server: its values over a socket, or by polling while there is none.
 *
 * Cold: connects on subscription and closes on unsubscription; never completes, never errors. A socket that fails is
 * tried again after 1, 2, 4, … 30 s (`backoff`), or, from the third failure on and where there is something to poll,
 * each 30 s while `poll$` stands in. Polling is cancelled the moment the socket opens, so that a late answer never
 * overwrites what the socket sent.
 */
export function channel<T>(options: ChannelOptions<T>): Observable<ChannelEvent<T>> {
  const { poll$, backlog$, answering$ } = options
  return defer(() => {
    const link$ = new BehaviorSubject<Link>({ phase: 'connecting', failures: 0 })
    const beside$ = link$.pipe(
      map((link) => modeOf(link, poll$ !== undefined)),
      distinctUntilChanged(),
      switchMap((mode): Observable<ChannelEvent<T>> => {
        if (mode === 'fallback') return fallback(poll$ ?? EMPTY, () => answering$.next())
        const state$ = of({ kind: 'state', state: mode } as const)
        return mode === 'connected' ? concat(state$, valuesOf(backlog$)) : state$
      }),
    )
    const frames$ = live(options, link$).pipe(
      mergeMap((content) =>
        content.kind === 'loss' ? concat(of(content), valuesOf(backlog$)) : of(content),
      ),
    )
    return merge(beside$, frames$)
  })
}
