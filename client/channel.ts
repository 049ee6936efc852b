import {
  catchError,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  from,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  Subject,
  switchMap,
  takeUntil,
} from 'rxjs'
import type { FeedStatus, SocketFrame } from '../src/domain/socket.ts'
import type { ConnectionState } from './connection-state.ts'
import type { Placed } from './ask-json.ts'
import { fallback, type FallbackEvent } from './fallback.ts'
import { FAILURES_BEFORE_POLLING, type Link, type Standing } from './link.ts'
import type { Poll } from './poll.ts'
import type { Reader, Reading } from './reader.ts'

/** What a channel tells. */
export type ChannelEvent<T> =
  | Exclude<Reading<T>, { readonly kind: 'hole' }>
  | { readonly kind: 'feed'; readonly feed: FeedStatus }
  | { readonly kind: 'state'; readonly state: ConnectionState }

/** What a channel is made of. */
export interface ChannelOptions<T> {
  readonly name: string
  readonly link: Link
  /** Made for each subscription. */
  readonly reader: () => Reader<T>
  /** What stands in for the socket after three failures; without it the socket is only tried again. */
  readonly poll$?: Observable<Poll<Placed<readonly T[]>>> | undefined
  /** Read each time the socket opened, after a loss and a move: what the channel does not send by itself. */
  readonly backlog$?: Observable<readonly T[]> | undefined
}

/** The state a link shows; while something stands in for the socket, that something tells. */
function modeOf({ phase, failures }: Standing, polls: boolean): ConnectionState | 'fallback' {
  return polls && phase !== 'connected' && failures >= FAILURES_BEFORE_POLLING ? 'fallback' : phase
}

/** The values as events; what cannot be read is left to the next time, and so is what was asked for before the channel moved. */
function valuesOf<T>(
  values$: Observable<readonly T[]> = EMPTY,
  moved$: Observable<void>,
): Observable<ChannelEvent<T>> {
  return values$.pipe(
    catchError(() => EMPTY),
    mergeMap((values) => values.map((value) => ({ kind: 'value', value }) as const)),
    takeUntil(moved$),
  )
}

/** Reads the frames of a channel; a hole makes it be asked for anew. */
function readings<T>(
  frames$: Observable<SocketFrame>,
  reader: Reader<T>,
  { name, link, backlog$, moved$ }: ChannelOptions<T> & { readonly moved$: Subject<void> },
): Observable<ChannelEvent<T>> {
  return frames$.pipe(
    mergeMap((frame): Observable<ChannelEvent<T> | Reading<T>> => {
      if (frame.type === 'status') return of({ kind: 'feed', feed: frame.data })
      if (frame.type === 'error') return EMPTY
      const values$ = from(reader.read(frame))
      return frame.type === 'snapshot'
        ? concat(of({ kind: 'feed', feed: frame.feed } as const), values$)
        : values$
    }),
    mergeMap((event): Observable<ChannelEvent<T>> => {
      if (event.kind === 'moved') moved$.next()
      if (event.kind === 'loss' || event.kind === 'moved')
        return concat(of(event), valuesOf(backlog$, moved$))
      if (event.kind !== 'hole') return of(event)
      link.renew(name)
      return EMPTY
    }),
  )
}

/** What stands in for the socket, as a channel tells it. */
function standIn<T>(
  event: FallbackEvent<T>,
  reader: Reader<T>,
  moved$: Subject<void>,
): readonly ChannelEvent<T>[] {
  if (event.kind === 'value') reader.forget()
  if (event.kind !== 'place') return [event]
  if (!reader.arrive(event.timeline)) return []
  moved$.next()
  return [{ kind: 'moved' }]
}

/**
 * One channel of a server: its values over the socket, or by polling while there is none.
 *
 * Cold: reads on subscription until unsubscription; never completes, never errors. Polling is cancelled the moment the
 * socket opens, so that a late answer never overwrites what the socket sent; and a state that was polled is not built
 * upon by what the socket had left to say of an older one.
 */
export function channel<T>(options: ChannelOptions<T>): Observable<ChannelEvent<T>> {
  const { name, link, poll$, backlog$ } = options
  return defer(() => {
    const reader = options.reader()
    const moved$ = new Subject<void>()
    const beside$ = link.standing$.pipe(
      map((standing) => modeOf(standing, poll$ !== undefined)),
      distinctUntilChanged(),
      switchMap((mode): Observable<ChannelEvent<T>> => {
        if (mode === 'connected')
          return concat(of({ kind: 'state', state: mode } as const), valuesOf(backlog$, moved$))
        if (mode !== 'fallback') return of({ kind: 'state', state: mode })
        return fallback(poll$ ?? EMPTY, link.answering).pipe(
          mergeMap((event) => standIn(event, reader, moved$)),
        )
      }),
    )
    const frames$ = link.open({ name, seq: reader.seq, polls: poll$ !== undefined })
    return merge(beside$, readings(frames$, reader, { ...options, moved$ }))
  })
}
