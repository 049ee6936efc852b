import type { FeedJson, MarketSnapshotJson } from './wire.ts'

/**
 * What is said on `/ws`, where one socket carries all channels.
 *
 * Channels of a state: `market`, `foreign`, `index`. Channels of events: `alerts`, `trades:SYM`, `bars:SYM:1m`,
 * `pipeline:NAME`. `seq` runs per channel, one more with each frame; where it leaps, a `loss` frame stands before and
 * says by how much. A snapshot comes first, or the frames after the `seq` that is resumed from.
 */

/** What a client says. */
export type SocketRequest =
  | {
      readonly op: 'subscribe'
      readonly channels: readonly string[]
      /** By channel, the `seq` of the last frame that was read. */
      readonly resume?: Readonly<Record<string, number>>
      readonly format?: 'json' | 'arrow'
    }
  | { readonly op: 'unsubscribe'; readonly channels: readonly string[] }
  | { readonly op: 'ping' }

interface ChannelFrame {
  readonly channel: string
  readonly seq: number
  /** The feed's clock, ISO with +07:00; absent before its first time. */
  readonly time?: string
}

/** The whole state of a channel; on a channel of events the newest events, oldest first. */
export interface SnapshotFrame extends ChannelFrame {
  readonly type: 'snapshot'
  readonly data: unknown
}

/**
 * What changed in a state. Of the maps (`quotes`, `prices`, `indices` of the market, and the indices) the entries that
 * changed, each whole, `null` for one that is gone; every other part that changed, whole.
 */
export interface DeltaFrame extends ChannelFrame {
  readonly type: 'delta'
  readonly data: unknown
}

/** One event of a channel of events. */
export interface EventFrame extends ChannelFrame {
  readonly type: 'event'
  readonly data: unknown
}

/** Frames that this client was not sent, because it read too slowly or asked to resume from too long ago. */
export interface LossFrame extends ChannelFrame {
  readonly type: 'loss'
  readonly data: { readonly missing: number }
}

/** How the feed stands; without a channel, for it holds for all. */
export interface StatusFrame {
  readonly type: 'status'
  readonly time?: string
  readonly data: {
    readonly feed: FeedJson
    /** Whether this client's states are sent less often, because it reads slowly. */
    readonly slowed?: boolean
  }
}

/** A request was not understood or not granted. The socket stays open. */
export interface ErrorFrame {
  readonly type: 'error'
  readonly channel?: string
  readonly data: { readonly detail: string }
}

/** The answer to a ping. */
export interface PongFrame {
  readonly type: 'pong'
}

/** What the server says. */
export type SocketFrame =
  SnapshotFrame | DeltaFrame | EventFrame | LossFrame | StatusFrame | ErrorFrame | PongFrame

/** The maps of the market: their entries change one by one. */
export const marketMaps = ['quotes', 'prices', 'indices'] as const satisfies (keyof MarketSnapshotJson)[]
