import { distinctUntilChanged, EMPTY, filter, map, merge, type Observable } from 'rxjs'
import { conflate } from '../../operators/conflate.ts'
import type { Board } from '../../pipelines/board/board.ts'
import { type Listeners, websocket } from '../../sinks/websocket.ts'
import { alertJson } from '../domain/emitted/alert.ts'
import type { Output } from '../domain/outputs.ts'
import type { StatusJson } from '../domain/wire.ts'
import type { Audience, Audiences } from '../server/audience.ts'

/** A channel that shows a state is dirty when anything in it changed. */
const dirty: Readonly<Record<'market' | 'foreign' | 'index', ReadonlySet<Output['kind']>>> = {
  market: new Set(['trade', 'quote', 'band', 'session', 'foreignFlow', 'index', 'basis', 'members']),
  foreign: new Set(['foreignFlow']),
  index: new Set(['index']),
}

/** What is pushed, and to whom. */
export interface PushParts {
  readonly board: Board
  readonly audiences: Audiences
  /** Least time between two pushes of a state, ms. */
  readonly throttle: number
  /** All states are others now, without an output that says so. */
  readonly refresh$?: Observable<unknown>
}

const statusOf = (audience: Audience): Listeners => ({
  get size() {
    return audience.size
  },
  send: (text) => audience.send(text, 'status'),
})

/**
 * outputs → the four WebSocket channels. States are pushed leading and trailing, at most once a throttle, and made only
 * while somebody listens; each alert goes out at once, and so does, on all channels, each change of the feed's connection,
 * and of the phase when no data tells it: the clock alone ends a phase after which nothing trades.
 */
export function pushes(
  outputs$: Observable<Output>,
  { board, audiences, throttle, refresh$ = EMPTY }: PushParts,
): Observable<number> {
  function state(channel: keyof typeof dirty, encode: () => string) {
    return merge(outputs$.pipe(filter(({ kind }) => dirty[channel].has(kind))), refresh$).pipe(
      conflate(throttle),
      websocket({ audience: audiences[channel], encode }),
    )
  }
  const status = (): string => {
    const feed = board.feed()
    const json: StatusJson = { type: 'status', connected: feed.connected, feed }
    return JSON.stringify(json)
  }
  const statusDue$ = merge(
    outputs$.pipe(filter(({ kind }) => kind === 'connection')),
    outputs$.pipe(
      filter(({ kind }) => kind === 'clock'),
      map(() => board.feed().phase),
      distinctUntilChanged(),
    ),
  )
  return merge(
    state('market', () => JSON.stringify(board.snapshot())),
    state('foreign', () => JSON.stringify(board.foreign().summary)),
    state('index', () => JSON.stringify(board.indices(false))),
    outputs$.pipe(
      filter((output) => output.kind === 'alert'),
      map(alertJson),
      websocket({ audience: audiences.alerts, encode: (alert) => JSON.stringify(alert) }),
    ),
    ...Object.values(audiences).map((audience) =>
      statusDue$.pipe(websocket({ audience: statusOf(audience), encode: status })),
    ),
  )
}
