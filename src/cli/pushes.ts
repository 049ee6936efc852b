import {
  asapScheduler,
  asyncScheduler,
  auditTime,
  distinctUntilChanged,
  EMPTY,
  ignoreElements,
  map,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  scan,
  startWith,
  switchMap,
  tap,
} from 'rxjs'
import { conflate } from '../../operators/conflate.ts'
import { ofKind } from '../../operators/of-kind.ts'
import { routed } from '../../operators/state/routed.ts'
import type { Board } from '../../pipelines/board/board.ts'
import { websocket } from '../../sinks/websocket.ts'
import { alertJson } from '../domain/emitted/alert.ts'
import type { Output } from '../domain/outputs.ts'
import type { FeedJson, StatusJson } from '../domain/wire.ts'
import type { Audiences } from '../server/audiences.ts'
import { cutter } from '../server/socket/cells.ts'
import { minuteEnds } from './minute-ends.ts'
import type { SymbolChannels } from '../server/socket/symbol-channels.ts'

/** A channel that shows a state is dirty when anything in it changed. */
const dirty = {
  market: ['trade', 'quote', 'band', 'session', 'foreignFlow', 'index', 'basis', 'members'],
  foreign: ['foreignFlow'],
  index: ['index'],
} as const

/** What is pushed, and to whom. */
export interface PushParts {
  readonly board: Board
  readonly audiences: Audiences
  /** Channels of one security each; none unless given. */
  readonly symbols?: SymbolChannels
  /** Least time between two pushes of a state, ms; with 0 it is pushed once for all that came together. */
  readonly throttle: number
  /** The source is a replay, and has come to another place: all states are others now, without an output that says so. */
  readonly refresh$?: Observable<unknown>
}

/**
 * Lets the newest through, leading and trailing; where nobody wants less than all, once behind what came together. `conflate` would begin
 * with the first of that, and let the others wait for a timer, which takes 1 ms.
 */
const paced = <T>(throttle: number): MonoTypeOperatorFunction<T> =>
  throttle === 0 ? auditTime(0, asapScheduler) : conflate(throttle)

/**
 * outputs → the WebSocket channels. States are pushed leading and trailing, at most once a throttle, and made only while somebody
 * listens; each alert, trade and bar goes out at once, and so does, on all channels, each change of the feed's connection, and of
 * the phase when no data tells it: the clock alone ends a phase after which nothing trades. Where a replay has come to another place, all
 * channels are told whole.
 */
export function pushes(outputs$: Observable<Output>, parts: PushParts): Observable<number> {
  return outputs$.pipe(routed((all$: Observable<Output>) => pushed(all$, parts)))
}

function pushed(
  outputs$: Observable<Output>,
  { board, audiences, symbols, throttle, refresh$ }: PushParts,
): Observable<number> {
  function state(channel: keyof typeof dirty, read: () => unknown) {
    const cut = cutter()
    const changed$ = outputs$.pipe(ofKind<Output, Output['kind']>(...dirty[channel]))
    return merge(
      changed$.pipe(map((output) => output.receivedTime)),
      (refresh$ ?? EMPTY).pipe(map(() => undefined)),
    ).pipe(
      paced(throttle),
      websocket({
        audience: audiences[channel],
        encode: () => cut(read()),
        time: (received) => received,
      }),
    )
  }
  return merge(
    // Both before the states, which tell of it.
    refresh$ ? arrivals(refresh$, { audiences, symbols }) : EMPTY,
    ended(outputs$, refresh$, audiences),
    state('market', () => board.snapshot()),
    state('foreign', () => board.foreign().summary),
    state('index', () => board.indices(false)),
    outputs$.pipe(
      ofKind('alert'),
      websocket({
        audience: audiences.alerts,
        encode: (alert) => JSON.stringify(alertJson(alert)),
        time: (alert) => alert.receivedTime,
      }),
    ),
    symbols ? outputs$.pipe(ofKind('trade', 'bar'), tap(symbols.take), ignoreElements()) : EMPTY,
    statuses(outputs$, { board, audiences, symbols }),
  )
}

/** Tells all channels that a replay begins, and each time that it comes to another place, each by another number. Emits nothing. */
function arrivals(
  arrived$: Observable<unknown>,
  { audiences, symbols }: Pick<PushParts, 'audiences'> & { symbols: SymbolChannels | undefined },
): Observable<never> {
  return arrived$.pipe(
    startWith(undefined),
    // Of an earlier run it is not known either, so the clock tells.
    scan((timeline) => Math.max(timeline + 1, Math.floor(asyncScheduler.now())), 0),
    tap((timeline) => {
      for (const audience of Object.values(audiences)) audience.arrive?.(timeline)
      symbols?.arrive(timeline)
    }),
    ignoreElements(),
  )
}

/** Hands each minute of an index that has ended to the channels that show indices. Emits nothing. */
function ended(
  outputs$: Observable<Output>,
  refresh$: Observable<unknown> = EMPTY,
  { market, index: indices }: Audiences,
): Observable<never> {
  return refresh$.pipe(
    startWith(undefined),
    map(minuteEnds),
    switchMap((endOf) => outputs$.pipe(ofKind('index'), map(endOf))),
    tap((end) => {
      if (!end) return
      const point = JSON.stringify(end.point)
      market.endMinute?.(end.index, point)
      indices.endMinute?.(end.index, point)
    }),
    ignoreElements(),
  )
}

/** What is told of a feed beside the time of its last message, which is no news. */
const isSameStanding = (a: FeedJson, b: FeedJson): boolean =>
  a.connected === b.connected && a.since === b.since && a.phase === b.phase

/** Tells on all channels how the feed stands, each time that this is another. Emits nothing. */
function statuses(
  outputs$: Observable<Output>,
  {
    board,
    audiences,
    symbols,
  }: Pick<PushParts, 'board' | 'audiences'> & { symbols: SymbolChannels | undefined },
): Observable<never> {
  const changed$ = merge(
    outputs$.pipe(ofKind('connection')),
    outputs$.pipe(
      ofKind('clock'),
      map(() => board.feed().phase),
      distinctUntilChanged(),
    ),
  )
  return changed$.pipe(
    map(() => board.feed()),
    distinctUntilChanged(isSameStanding),
    tap((feed) => {
      const status: StatusJson = { type: 'status', connected: feed.connected, feed }
      const text = JSON.stringify(status)
      for (const audience of Object.values(audiences)) if (audience.size > 0) audience.send(text, 'status')
      symbols?.status(text)
    }),
    ignoreElements(),
  )
}
