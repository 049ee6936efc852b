import type { Phase } from './market.ts'
import type { AlertJson, ForeignSummaryJson, IndexJson, MarketSnapshotJson } from './wire.ts'

/**
 * The frames of `/ws`, which carries all channels on one socket. Text frames are JSON. Where a client asked for Arrow, snapshots, deltas
 * and events come as binary frames instead: an Arrow IPC stream whose schema bears `type`, `channel`, `seq` and `time` as metadata.
 */

/** What a client may say. */
export type SocketRequest =
  | {
      readonly op: 'subscribe'
      readonly channels: readonly string[]
      /** The last `seq` that the client has had of a channel: what came since is told again, or the whole state. */
      readonly resume?: Readonly<Record<string, number>>
      /** Of all frames of these channels; `json` unless said. */
      readonly format?: 'json' | 'arrow'
    }
  | { readonly op: 'unsubscribe'; readonly channels: readonly string[] }
  | { readonly op: 'ping' }

/** How the feed stands. */
export interface FeedStatus {
  readonly connected: boolean
  /** Since when it is so. */
  readonly since?: string
  readonly lastMessageAt?: string
  /** Nothing has come for half a minute though the market is in session. */
  readonly stale: boolean
  readonly phase?: Phase
  readonly source: string
  readonly simulated: boolean
}

/** What all frames of a channel have. */
interface OfChannel {
  /** As it was asked for, though a security has other names: `trades:fpt`, `trades:VN30F1M`. The data bear the code that the feed tells. */
  readonly channel: string
  /**
   * One more from frame to frame of a channel. After a `loss` it is so many more as are missing, plus one. A snapshot bears the number of
   * what it holds: the first one any, a later one (in place of a delta) the next.
   */
  readonly seq: number
  /** When the server received the newest that the frame tells, ISO with milliseconds and +07:00. */
  readonly time: string
}

/**
 * A channel as it is now: of a state the whole of it, of events the last ones, oldest first. Comes at once after `subscribe`, in place of a
 * delta when something is gone or was missed, and on all channels when a replay has come to another place.
 */
export interface SnapshotFrame extends OfChannel {
  readonly type: 'snapshot'
  readonly feed: FeedStatus
  /**
   * Only where a replay is the source: another number at each place that it goes to, by a seek or a loop, and in each run. Where it is not that
   * of the snapshot before, what the channel told until then is of another place (of a later one, it may be): this is in its place.
   */
  readonly timeline?: number
  readonly data: unknown
}

/**
 * What changed in a state. It has the shape of the state with only what changed: `market` whole rows of `quotes`, `prices` and `indices` and
 * whole other parts; `index` whole rows; `foreign` fields. What it holds replaces what was there, except that a row of an index keeps its
 * `intraday`: `value` is the newest point, of the minute of `last_updated`, and `ended_minutes`, where there are any, the points of the minutes
 * that ended since the frame before.
 */
export interface DeltaFrame extends OfChannel {
  readonly type: 'delta'
  readonly data: unknown
}

/** One event of a channel of events: `alerts`, `trades:FPT`, `bars:FPT:1m`, `pipeline:NAME`. */
export interface EventFrame extends OfChannel {
  readonly type: 'event'
  readonly data: unknown
}

/**
 * Frames that were not sent: the client read too slowly, or resumed a channel of events of which they are not held any more; the last events
 * come as a snapshot then. `seq` is that of the last one missing.
 */
export interface LossFrame extends OfChannel {
  readonly type: 'loss'
  readonly data: { readonly missing: number }
}

/**
 * How the feed stands: at each change; as the answer to `unsubscribe` and `ping` (`op`); first of what is told again to who resumes a channel;
 * and when the server begins or ends to spare a slow client (`conflated`). It bears a channel where it is told for that channel.
 */
export interface StatusFrame {
  readonly type: 'status'
  readonly channel?: string
  readonly time: string
  readonly data: FeedStatus & {
    readonly op?: 'unsubscribe' | 'ping'
    /** All channels that the socket is subscribed to now; with an `op`. */
    readonly channels?: readonly string[]
    /** States come every two seconds at most, because the client reads too slowly. */
    readonly conflated?: boolean
  }
}

/** A request that was not understood or not allowed; all others of the socket hold. */
export interface ErrorFrame {
  readonly type: 'error'
  readonly channel?: string
  readonly time: string
  readonly data: { readonly message: string; readonly allowed: string }
}

/** All that a server may say. */
export type SocketFrame = SnapshotFrame | DeltaFrame | EventFrame | LossFrame | StatusFrame | ErrorFrame

/** The data of the channels that everybody has, in snapshots. */
export interface SocketState {
  readonly market: MarketSnapshotJson
  readonly foreign: ForeignSummaryJson | null
  readonly index: Readonly<Record<string, IndexJson>>
  readonly alerts: readonly AlertJson[]
}

/** The code of the close of a client that read too slowly for half a minute. */
export const TOO_SLOW = 4008
