import type { WebSocket } from 'ws'
import type { Metrics } from './metrics.ts'
import { makeOutbox, type Outbox } from './outbox.ts'

/** The WebSocket channels, each at `/ws/<name>`. */
export const channels = ['market', 'foreign', 'index', 'alerts'] as const

/** The channel of a pipeline of the user's, `pipeline:NAME`: each row is a message. */
export type PipelineChannel = `pipeline:${string}`

/** The name of a WebSocket channel. */
export type Channel = (typeof channels)[number] | PipelineChannel

/** Everybody who listens to one channel. */
export interface Audience {
  /** How many listen now. */
  readonly size: number
  /**
   * Sends one message to all: encoded once, and not at all while nobody listens.
   * To a slow listener a later message of the same slot replaces the one that waits. Without a slot a message replaces
   * the channel's state, or, on the channels of alerts and of pipelines, waits in a queue.
   */
  readonly send: (text: string, slot?: string) => void
  /** Adds a socket, until it closes, and sends it how the feed stands and then the state of the channel, if it has one. */
  readonly join: (socket: WebSocket, status: string, state: string | undefined) => void
}

/** The audience of each channel. */
export type Audiences = Readonly<Record<(typeof channels)[number], Audience>> &
  Readonly<Record<PipelineChannel, Audience>>

/** What audiences are made of. */
export interface AudienceOptions {
  readonly metrics: Metrics
  /** Most alerts that wait for one slow listener. */
  readonly wsQueueSize: number
  /** Channels of pipelines, beside the others. */
  readonly pipelines?: readonly PipelineChannel[]
}

/** A channel of events, not of a state: each message counts. */
const isOfEvents = (channel: Channel): boolean => channel === 'alerts' || channel.startsWith('pipeline:')

/** The slot of the status of the feed: a state never replaces it. */
const STATUS = 'status'

function outboxMaker(channel: Channel, { metrics, wsQueueSize }: AudienceOptions) {
  const sent = metrics.messagesSent.labels({ channel })
  return (socket: WebSocket): Outbox =>
    makeOutbox({
      socket,
      queueSize: wsQueueSize,
      lossMark: (missing) => Buffer.from(JSON.stringify({ type: 'loss', channel, missing })),
      onSent: () => {
        sent.inc()
      },
      onDropped: (reason) => {
        metrics.messagesDropped.inc({ channel, reason })
      },
    })
}

function makeAudience(channel: Channel, options: AudienceOptions): Audience {
  const listeners = new Map<WebSocket, Outbox>()
  const outboxOf = outboxMaker(channel, options)
  const stateSlot = isOfEvents(channel) ? undefined : channel
  const count = () => {
    options.metrics.connections.set({ channel }, listeners.size)
  }
  count()
  return {
    get size() {
      return listeners.size
    },
    send(text, slot = stateSlot) {
      if (listeners.size === 0) return
      const message = Buffer.from(text)
      for (const outbox of listeners.values()) outbox.put(message, slot)
    },
    join(socket, status, state) {
      const outbox = outboxOf(socket)
      listeners.set(socket, outbox)
      count()
      socket.once('close', () => {
        listeners.delete(socket)
        count()
      })
      outbox.put(Buffer.from(status), STATUS)
      if (state !== undefined) outbox.put(Buffer.from(state), stateSlot)
    },
  }
}

/** Makes the audience of each channel, still empty. */
export const makeAudiences = (options: AudienceOptions): Audiences => ({
  market: makeAudience('market', options),
  foreign: makeAudience('foreign', options),
  index: makeAudience('index', options),
  alerts: makeAudience('alerts', options),
  ...Object.fromEntries(
    (options.pipelines ?? []).map((channel) => [channel, makeAudience(channel, options)]),
  ),
})
