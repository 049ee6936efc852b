import { distinctUntilChanged, filter, map, type Observable, scan, share } from 'rxjs'
import type { FeedStatus } from '../src/domain/socket.ts'
import type { BarJson, PipelineRowJson, TradeJson } from '../src/domain/stream-wire.ts'
import type {
  AlertJson,
  FeedJson,
  ForeignSummaryJson,
  IndexJson,
  MarketSnapshotJson,
} from '../src/domain/wire.ts'
import type { Placed } from './ask-json.ts'
import type { ChannelEvent } from './channel.ts'
import { type Channels, channels, type ConnectOptions, type Loss } from './channels.ts'
import type { ConnectionState } from './connection-state.ts'
import { events, keyed, replay, sinceMove, valuesOf } from './events.ts'
import { fold } from './fold.ts'
import { placedRest, type PlacedRest } from './placed-rest.ts'
import { type Poll, poll } from './poll.ts'
import type { RejectedFrame } from './read-frame.ts'
import { eventReader, stateReader } from './reader.ts'
import { shapes } from './shapes.ts'
import { unseen } from './unseen.ts'

/**
 * A vnflow server's streams, all over one socket. Each is hot and shared: its channel is read from the first
 * subscription to the last, and it replays the newest (of alerts the newest 200, of other events none) to everybody
 * after. The socket is open while any channel is read. None of them errors; all complete on `close()`.
 */
export interface MarketClient {
  /** All the price board shows, whole each time. */
  readonly market$: Observable<MarketSnapshotJson>
  readonly foreign$: Observable<ForeignSummaryJson>
  /** By index id. */
  readonly index$: Observable<Readonly<Record<string, IndexJson>>>
  /** Each alert once, those of before first; one that was missed meanwhile can come after a later one. After a move all of the place again. */
  readonly alerts$: Observable<AlertJson>
  /** Trades of a security: at first the last few, then each as it comes. */
  trades(symbol: string): Observable<TradeJson>
  /** Bars of a minute of a security, and each again when it is revised. */
  bars(symbol: string, interval?: '1m'): Observable<BarJson>
  /** Rows of a pipeline that a user of the server's has written. */
  pipeline(name: string): Observable<PipelineRowJson>
  /** How the server's own feed stands; told by the channel of the market, which it reads. */
  readonly feed$: Observable<FeedJson>
  /** The worst state of the channels in use, `disconnected` while none is. Subscribing to it connects nothing. */
  readonly status$: Observable<ConnectionState>
  /** How many frames of which channel this client was not sent: it read too slowly, or was away for too long. Not replayed. */
  readonly losses$: Observable<Loss>
  /**
   * Names of channels (`market`, `alerts`, `trades:FPT` …) that have moved: the server plays a recording, and was sent elsewhere by a seek, a loop
   * or a new start. What was told until then is of another place, maybe a later one; what is there follows at once, of events the last ones, those
   * too that were told before. Not replayed.
   */
  readonly moves$: Observable<string>
  /** Frames that could not be read, and requests that the server did not grant. Not replayed. */
  readonly rejected$: Observable<RejectedFrame>
  /** Ends all streams and closes the socket, for good. */
  close(): void
}

const SNAPSHOT_EACH = 3_000
const ALERTS_EACH = 10_000
const ALERTS_KEPT = 200
/** Keys of alerts remembered, to tell each once though it comes over the socket and over REST. */
const ALERTS_REMEMBERED = 2_000

const present = <T>(value: T | undefined): value is T => value !== undefined

/** What is known of the market: the newest state, and the newest word on the feed. */
interface Known {
  readonly market?: MarketSnapshotJson
  readonly feed?: FeedJson
}

const feedJson = ({ connected, since, lastMessageAt, phase, source, simulated }: FeedStatus): FeedJson => ({
  connected,
  ...(since !== undefined && { since }),
  ...(lastMessageAt !== undefined && { last_message_at: lastMessageAt }),
  ...(phase !== undefined && { phase }),
  source,
  simulated,
})

function learn(known: Known, event: ChannelEvent<MarketSnapshotJson>): Known {
  if (event.kind === 'value') return { market: event.value, feed: event.value.feed }
  if (event.kind === 'feed') return { ...known, feed: feedJson(event.feed) }
  return known
}

type Polls = Observable<Poll<Placed<MarketSnapshotJson>>>

function answers<R>(poll$: Polls, pick: (snapshot: MarketSnapshotJson) => readonly R[]) {
  return poll$.pipe(
    map((answer): Poll<Placed<readonly R[]>> => {
      if (!answer.answered) return answer
      const { value, timeline } = answer.value
      return { ...answer, value: { value: pick(value), timeline } }
    }),
  )
}

type Stream<K extends keyof MarketClient> = Pick<MarketClient, K>

/** The streams that the channel of the market gives. */
function market({ open }: Channels, poll$: Polls | undefined): Stream<'market$' | 'feed$'> {
  const known$ = open({
    name: 'market',
    reader: () => stateReader(shapes.market, fold.market),
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
    foreign$: open({
      name: 'foreign',
      reader: () => stateReader(shapes.foreign, fold.fields),
      poll$: poll$ && answers(poll$, ({ foreign }) => (foreign ? [foreign] : [])),
    }).pipe(valuesOf(), replay(1)),
    index$: open({
      name: 'index',
      reader: () => stateReader(shapes.index, fold.indices),
      poll$: poll$ && answers(poll$, ({ indices }) => [indices]),
    }).pipe(valuesOf(), replay(1)),
  }
}

/** The alerts; with `api` also those that the socket did not send. */
function alerts({ open }: Channels, api: PlacedRest | undefined): Stream<'alerts$'> {
  const kept$ = api
    ?.alerts(ALERTS_KEPT)
    .pipe(map(({ value: newestFirst, timeline }) => ({ value: newestFirst.toReversed(), timeline })))
  return {
    alerts$: open({
      name: 'alerts',
      reader: () => eventReader(shapes.alert),
      poll$: kept$ && poll(ALERTS_EACH, kept$),
      backlog$: kept$?.pipe(map(({ value }) => value)),
    }).pipe(
      sinceMove(
        (events$) =>
          events$.pipe(
            valuesOf(),
            // An id alone may come again when the server started anew.
            unseen(({ id, timestamp }) => `${id} ${timestamp}`, ALERTS_REMEMBERED),
          ),
        ALERTS_KEPT,
      ),
    ),
  }
}

/**
 * Connects to a vnflow server, in a browser or in Node.
 * Throws a `TypeError` when `url` is no http, https, ws or wss address, or when there is no WebSocket to use.
 *
 * ```ts
 * const client = connect('http://127.0.0.1:8000', { token, WebSocket })
 * client.market$.subscribe(({ prices }) => console.log(prices['FPT']?.last_price))
 * client.trades('FPT').subscribe(({ price, volume, side }) => console.log(price, volume, side))
 * ```
 *
 * @param url - where the server is, `http://127.0.0.1:8000`
 */
export function connect(url: string, options: ConnectOptions = {}): MarketClient {
  const opened = channels(url, options)
  const api = (options.polling ?? true) ? placedRest(url, options) : undefined
  const snapshots$ = api && poll(SNAPSHOT_EACH, api.snapshot()).pipe(share())
  return {
    ...market(opened, snapshots$),
    ...parts(opened, snapshots$),
    ...alerts(opened, api),
    trades: keyed((symbol) => events(opened, `trades:${symbol}`, shapes.trade)),
    bars: keyed((symbol) => events(opened, `bars:${symbol}:1m`, shapes.bar)),
    pipeline: keyed((name) => events(opened, `pipeline:${name}`, shapes.row)),
    status$: opened.status$,
    losses$: opened.losses$,
    moves$: opened.moves$,
    rejected$: opened.rejected$,
    close: opened.close,
  } satisfies MarketClient
}
