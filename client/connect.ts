import {
  distinctUntilChanged,
  filter,
  map,
  type MonoTypeOperatorFunction,
  type Observable,
  ReplaySubject,
  scan,
  share,
} from 'rxjs'
import type {
  AlertJson,
  FeedJson,
  ForeignSummaryJson,
  IndexJson,
  MarketSnapshotJson,
} from '../src/domain/wire.ts'
import type { ChannelEvent } from './channel.ts'
import { type Channels, channels, type ConnectOptions } from './channels.ts'
import type { ConnectionState } from './connection-state.ts'
import { type Poll, poll } from './poll.ts'
import type { RejectedFrame } from './read-frame.ts'
import { type Rest, rest } from './rest.ts'
import { shapes } from './shapes.ts'
import { unseen } from './unseen.ts'

/**
 * A vnflow server's streams. Each is hot and shared: it connects when somebody first subscribes, replays the newest
 * (of alerts the newest 200) to everybody after, and closes its socket when the last one is gone. None of them errors;
 * all complete on `close()`.
 */
export interface MarketClient {
  /** All the price board shows. The minutes of the indices stand only in some: in what was polled, for one. */
  readonly market$: Observable<MarketSnapshotJson>
  readonly foreign$: Observable<ForeignSummaryJson>
  /** By index id. */
  readonly index$: Observable<Readonly<Record<string, IndexJson>>>
  /** Each alert once, those of before first; one that was missed meanwhile can come after a later one. */
  readonly alerts$: Observable<AlertJson>
  /** How the server's own feed stands; told by the channel of the market, which it connects. */
  readonly feed$: Observable<FeedJson>
  /** The worst state of the channels in use, `disconnected` while none is. Subscribing to it connects nothing. */
  readonly status$: Observable<ConnectionState>
  /** Frames that could not be read. Not replayed. */
  readonly rejected$: Observable<RejectedFrame>
  /** Ends all streams and closes all sockets, for good. */
  close(): void
}

const SNAPSHOT_EACH = 3_000
const ALERTS_EACH = 10_000
const ALERTS_KEPT = 200
/** Keys of alerts remembered, to tell each once though it comes over the socket and over REST. */
const ALERTS_REMEMBERED = 2_000

const replay = <T>(size: number): MonoTypeOperatorFunction<T> =>
  share({ connector: () => new ReplaySubject<T>(size) })

const valuesOf =
  <T>() =>
  (events$: Observable<ChannelEvent<T>>): Observable<T> =>
    events$.pipe(
      filter((event) => event.kind === 'value'),
      map(({ value }) => value),
    )

const present = <T>(value: T | undefined): value is T => value !== undefined

/** What is known of the market: the newest snapshot, and the newest word on the feed. */
interface Known {
  readonly market?: MarketSnapshotJson
  readonly feed?: FeedJson
}

function learn(known: Known, event: ChannelEvent<MarketSnapshotJson>): Known {
  if (event.kind === 'value') return { market: event.value, feed: event.value.feed }
  if (event.kind === 'status') return { ...known, feed: event.status.feed }
  return known
}

type Polls = Observable<Poll<MarketSnapshotJson>>

function answers<R>(poll$: Polls, pick: (snapshot: MarketSnapshotJson) => readonly R[]) {
  return poll$.pipe(
    map((answer): Poll<readonly R[]> =>
      answer.answered ? { ...answer, value: pick(answer.value) } : answer,
    ),
  )
}

type Stream<K extends keyof MarketClient> = Pick<MarketClient, K>

/** The streams that the channel of the market gives. */
function market({ open }: Channels, poll$: Polls | undefined): Stream<'market$' | 'feed$'> {
  const known$ = open('market', {
    isValue: shapes.market,
    poll$: poll$ && answers(poll$, (snapshot) => [snapshot]),
  }).pipe(scan(learn, {}), replay(1))
  function newest<T>(pick: (known: Known) => T | undefined) {
    return known$.pipe(map(pick), filter(present), distinctUntilChanged())
  }
  return { market$: newest((known) => known.market), feed$: newest((known) => known.feed) }
}

/** Parts of the market on channels of their own. */
function parts({ open }: Channels, poll$: Polls | undefined): Stream<'foreign$' | 'index$'> {
  return {
    foreign$: open('foreign', {
      isValue: shapes.foreign,
      poll$: poll$ && answers(poll$, ({ foreign }) => (foreign ? [foreign] : [])),
    }).pipe(valuesOf(), replay(1)),
    index$: open('index', {
      isValue: shapes.index,
      poll$: poll$ && answers(poll$, ({ indices }) => [indices]),
    }).pipe(valuesOf(), replay(1)),
  }
}

/** The alerts; with `api` also those that the socket did not send. */
function alerts({ open }: Channels, api: Rest | undefined): Stream<'alerts$'> {
  const backlog$ = api?.alerts(ALERTS_KEPT).pipe(map((newestFirst) => newestFirst.toReversed()))
  return {
    alerts$: open('alerts', {
      isValue: shapes.alert,
      poll$: backlog$ && poll(ALERTS_EACH, backlog$),
      backlog$,
    }).pipe(
      valuesOf(),
      // An id alone may come again when the server started anew.
      unseen(({ id, timestamp }) => `${id} ${timestamp}`, ALERTS_REMEMBERED),
      replay(ALERTS_KEPT),
    ),
  }
}

/**
 * Connects to a vnflow server, in a browser or in Node.
 * Throws a `TypeError` when `url` is no http, https, ws or wss address, or when there is no WebSocket to use.
 *
 * ```ts
 * const client = connect('http://127.0.0.1:8000', { WebSocket })
 * client.market$.subscribe(({ prices }) => console.log(prices['FPT']?.last_price))
 * ```
 *
 * @param url - where the server is, `http://127.0.0.1:8000`
 */
export function connect(url: string, options: ConnectOptions = {}): MarketClient {
  const opened = channels(url, options)
  const api = (options.polling ?? true) ? rest(url) : undefined
  const snapshots$ = api && poll(SNAPSHOT_EACH, api.snapshot()).pipe(share())
  return {
    ...market(opened, snapshots$),
    ...parts(opened, snapshots$),
    ...alerts(opened, api),
    status$: opened.status$,
    rejected$: opened.rejected$,
    close: opened.close,
  }
}
