import {
  BehaviorSubject,
  distinctUntilChanged,
  finalize,
  map,
  type Observable,
  ReplaySubject,
  Subject,
  takeUntil,
  tap,
} from 'rxjs'
import { channel, type ChannelEvent, type ChannelOptions } from './channel.ts'
import type { ConnectionState } from './connection-state.ts'
import { endpoint } from './endpoint.ts'
import type { RejectedFrame } from './read-frame.ts'
import { socket, type SocketConstructor } from './socket.ts'
import { worstState } from './worst-state.ts'

/** How to connect. */
export interface ConnectOptions {
  /** The server's `WS_AUTH_TOKEN`, where it asks for one. */
  readonly token?: string | undefined
  /** Makes the sockets; needed where there is no global `WebSocket` (Node 20: the `WebSocket` of the package `ws`). */
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

/** The channels of one server. */
export interface Channels {
  /** The channel `/ws/<name>`: cold, ends on `close()`. */
  readonly open: <T>(name: string, parts: ChannelParts<T>) => Observable<ChannelEvent<T>>
  /** The worst state of the channels in use. */
  readonly status$: Observable<ConnectionState>
  /** Frames of any channel that could not be read. */
  readonly rejected$: Observable<RejectedFrame>
  /** Ends all channels, for good. */
  readonly close: () => void
}

/** What tells one channel from another. */
type ChannelParts<T> = Pick<ChannelOptions<T>, 'isValue' | 'poll$' | 'backlog$'>

/** Opens channels of one server, and sums up how they stand. */
export function channels(url: string, options: ConnectOptions): Channels {
  const Socket = socketConstructor(options.WebSocket)
  const random = options.random ?? defaultRandom
  const answering$ = new Subject<void>()
  const closed$ = new ReplaySubject<void>(1)
  const rejected$ = new Subject<RejectedFrame>()
  const states$ = new BehaviorSubject<ReadonlyMap<string, ConnectionState>>(new Map())
  const note = (name: string, state?: ConnectionState) => {
    const others = [...states$.value].filter(([other]) => other !== name)
    states$.next(new Map(state ? [...others, [name, state]] : others))
  }
  return {
    open<T>(name: string, parts: ChannelParts<T>) {
      const address = endpoint(url, 'ws', `ws/${name}`)
      if (options.token !== undefined) address.searchParams.set('token', options.token)
      return channel({ ...parts, socket$: socket(address.href, Socket), answering$, random }).pipe(
        tap((event) => {
          if (event.kind === 'state') note(name, event.state)
          else if (event.kind === 'rejected') rejected$.next(event)
        }),
        finalize(() => note(name)),
        takeUntil(closed$),
      )
    },
    status$: states$.pipe(
      map((states) => worstState(states.values())),
      distinctUntilChanged(),
    ),
    rejected$: rejected$.asObservable(),
    close: () => {
      closed$.next()
      states$.complete()
      rejected$.complete()
    },
  }
}
