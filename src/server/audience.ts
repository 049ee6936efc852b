import type { Metrics } from './metrics.ts'
import type { Cells } from './socket/cells.ts'
import type { Listening } from './socket/listening.ts'

/** The WebSocket channels, each at `/ws/<name>` and on `/ws`. */
export const channels = ['market', 'foreign', 'index', 'alerts'] as const

/** The channel of a pipeline of the user's, `pipeline:NAME`: each row is a message. */
export type PipelineChannel = `pipeline:${string}`

/** The name of a WebSocket channel. */
export type Channel = (typeof channels)[number] | PipelineChannel

/** Everybody who listens to one channel. */
export interface Audience {
  /** How many listen now. */
  readonly size: number
  /** Whether messages are wanted though nobody listens now: somebody has, who may come back for them. */
  readonly isAwaited?: boolean
  /**
   * Sends one message to all: the whole state, as JSON or in cells, or an event, as JSON; encoded once. To a slow listener a later state
   * replaces the one that waits, and events wait in a queue. In the slot `status` it is told how the feed stands.
   *
   * @param time - when the server received what it tells; now unless said
   */
  readonly send: (message: string | Cells, slot?: 'status', time?: number) => void
  /**
   * Adds a listener, and tells it the channel as it is: whole, or what came since it was here last. Gives the function that ends it.
   */
  readonly join: (listening: Listening) => () => void
  /** A replay is elsewhere: newcomers are not told any more what it sent before. */
  readonly forget?: () => void
  /**
   * A replay begins, or has come to another place: who is told frames is told the channel as it is there, in place of all before, and so is who
   * comes back with a number of before.
   *
   * @param timeline - another number at each place
   */
  readonly arrive?: (timeline: number) => void
  /** Which place a replay is in; undefined where the source is none. */
  readonly timeline?: () => number | undefined
  /** A minute of an index has ended: who is told frames is told its point, as JSON, with the next change. */
  readonly endMinute?: (index: string, point: string) => void
}

/** What audiences are made of. */
export interface AudienceOptions {
  readonly metrics: Metrics
  /** Most events that wait for one slow listener. */
  readonly wsQueueSize: number
  /** Channels of pipelines, beside the others. */
  readonly pipelines?: readonly PipelineChannel[]
}
