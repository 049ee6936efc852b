import type { Metrics } from '../metrics.ts'
import { type Lane, type LaneOptions, makeLane } from './lane.ts'
import type { Listening } from './listening.ts'
import { control, type Encoded, type Message } from './message.ts'

/** What all channels are made of. */
export interface ChannelOptions {
  readonly channel: string
  readonly metrics: Metrics
  /** Name of the channel in the metrics; many channels of one kind are one. */
  readonly label?: string
  /** Most events that wait for one slow listener. */
  readonly wsQueueSize: number
  /** Clock in ms. */
  readonly now: () => number
}

/** Who listens to a channel. */
export interface Seats {
  /** How many listen in all. */
  readonly size: () => number
  /** How many of them are told frames, not data alone. */
  readonly framed: () => number
  /** Takes a listener in. The second call of what it gives does nothing. */
  readonly take: (listening: Listening, more: Pick<LaneOptions, 'isOfEvents' | 'last' | 'whole'>) => Seat
  /** Hands a frame to those who are told frames, or to the others. */
  readonly put: (message: Message, to: 'framed' | 'plain') => void
  /** Tells a status: plain text to some, a frame to the others. */
  readonly tell: (plain: string, frame: () => object) => void
}

/** One listener's place. */
export interface Seat {
  readonly put: (message: Message) => void
  /** Gives the place back. */
  readonly leave: () => void
}

const STATUS = 'status'

/** Makes the seats of a channel, all free, and counts who sits there. */
export function makeSeats({ channel, label = channel, metrics, wsQueueSize, now }: ChannelOptions): Seats {
  const lanes = new Map<Lane, Listening>()
  const sent = metrics.messagesSent.labels({ channel: label })
  let framed = 0
  metrics.connections.inc({ channel: label }, 0)
  const hand = (lane: Lane, message: Message) => {
    lane.put(message)
    lanes.get(lane)?.outbox.serve(lane)
  }
  const enter = (lane: Lane, listening: Listening, by: 1 | -1) => {
    if (by === 1) lanes.set(lane, listening)
    else if (!lanes.delete(lane)) return
    if (lane.form !== 'plain') framed += by
    metrics.connections.inc({ channel: label }, by)
  }
  return {
    size: () => lanes.size,
    framed: () => framed,
    take(listening, more) {
      const lane = makeLane({
        ...more,
        channel,
        form: listening.form,
        queueSize: wsQueueSize,
        now,
        onSent: () => void sent.inc(),
        onDropped: (reason) => void metrics.messagesDropped.inc({ channel: label, reason }),
      })
      enter(lane, listening, 1)
      return {
        put: (message) => hand(lane, message),
        leave() {
          enter(lane, listening, -1)
          listening.outbox.forget(lane)
        },
      }
    },
    put(message, to) {
      for (const lane of lanes.keys()) if ((lane.form === 'plain') === (to === 'plain')) hand(lane, message)
    },
    tell(plain, frame) {
      const asText: Encoded = { bytes: Buffer.from(plain), isBinary: false }
      const asFrame = framed > 0 ? control(frame()) : asText
      for (const [{ form }, { outbox }] of lanes) {
        outbox.tell(form === 'plain' ? asText : asFrame, `${STATUS}:${channel}`)
      }
    },
  }
}
