import {
  BehaviorSubject,
  distinctUntilChanged,
  finalize,
  map,
  type Observable,
  ReplaySubject,
  Subject,
  switchMap,
  takeUntil,
  tap,
} from 'rxjs'
import { channel, type ChannelEvent, type ChannelOptions } from './channel.ts'
import type { ConnectionState } from './connection-state.ts'
import { makeLink } from './link.ts'
import type { RejectedFrame } from './read-frame.ts'
import { socketAddress } from './socket-address.ts'
import { socket, type SocketConstructor } from './socket.ts'
import { worstState } from './worst-state.ts'

/** How to connect. */
export interface ConnectOptions {
  /** A token of the server's, where it asks for one. It never stands in an address. */
  readonly token?: string | undefined
  /** Makes the socket; needed where there is no global `WebSocket` (Node 20: the `WebSocket` of the package `ws`). */
  readonly WebSocket?: SocketConstructor | undefined
  /** `false`: never ask over REST, neither for alerts that were missed nor in place of a socket that fails. */
  readonly polling?: boolean | undefined
  /** Numbers in [0, 1) for the jitter of the waits; the platform's own by default. */
  readonly random?: (() => number) | undefined
}

const defaultRandom = () => crypto.getRandomValues(new Uint32Array(1)).reduce((_, word) => word / 2 ** 32, 0)

function socketConstructor(given: SocketConstructor | undefined): SocketConstructor {
  const found = given ?? (globalThis as { readonly WebSocket?: SocketConstructor }).WebSocket
  if (found) return found
  throw new TypeError(
    'There is no global WebSocket here. Pass one: connect(url, { WebSocket }) with that of ws.',
  )
}

/** Frames of a channel that this client was not sent. */
export interface Loss {
  readonly channel: string
  readonly missing: number
}

/** The channels of one server, all on one socket. */
export interface Channels {
  /** A channel: cold, ends on `close()`. */
  readonly open: <T>(parts: ChannelParts<T>) => Observable<ChannelEvent<T>>
  /** The worst state of the channels in use. */
  readonly status$: Observable<ConnectionState>
  readonly losses$: Observable<Loss>
  /** Names of channels that have moved, each before what is there. */
  readonly moves$: Observable<string>
  /** Frames that could not be read. */
  readonly rejected$: Observable<RejectedFrame>
  /** Ends all channels, for good. */
  readonly close: () => void
}

/** What tells one channel from another. */
type ChannelParts<T> = Omit<ChannelOptions<T>, 'link'>

/** What channels tell beside their values. */
function makeNews() {
  const losses$ = new Subject<Loss>()
  const moves$ = new Subject<string>()
  const rejected$ = new Subject<RejectedFrame>()
  return {
    losses$,
    moves$,
    rejected$,
    take: (channel: string, event: ChannelEvent<unknown>) => {
      if (event.kind === 'rejected') rejected$.next(event)
      else if (event.kind === 'moved') moves$.next(channel)
      else if (event.kind === 'loss') losses$.next({ channel, missing: event.missing })
    },
    complete: () => {
      for (const news$ of [losses$, moves$, rejected$]) news$.complete()
    },
  }
}

/** Opens channels of one server, and sums up how they stand. */
export function channels(url: string, options: ConnectOptions): Channels {
  const Socket = socketConstructor(options.WebSocket)
  const closed$ = new ReplaySubject<void>(1)
  const { losses$, moves$, rejected$, take, complete } = makeNews()
  const states$ = new BehaviorSubject<ReadonlyMap<string, ConnectionState>>(new Map())
  const link = makeLink({
    socket$: socketAddress(url, options.token).pipe(switchMap((address) => socket(address, Socket))),
    random: options.random ?? defaultRandom,
    onRejected: (frame) => rejected$.next(frame),
  })
  const note = (name: string, state?: ConnectionState) => {
    const others = [...states$.value].filter(([other]) => other !== name)
    states$.next(new Map(state ? [...others, [name, state]] : others))
  }
  return {
    open: (parts) =>
      channel({ ...parts, link }).pipe(
        tap((event) => {
          if (event.kind === 'state') note(parts.name, event.state)
          else take(parts.name, event)
        }),
        finalize(() => note(parts.name)),
        takeUntil(closed$),
      ),
    status$: states$.pipe(
      map((states) => worstState(states.values())),
      distinctUntilChanged(),
    ),
    losses$: losses$.asObservable(),
    moves$: moves$.asObservable(),
    rejected$: rejected$.asObservable(),
    close: () => {
      closed$.next()
      states$.complete()
      complete()
    },
  }
}
