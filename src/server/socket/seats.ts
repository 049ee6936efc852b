import type { Metrics } from '../metrics.ts'
import type { Outbox } from '../outbox.ts'
import { frameOf } from './frame.ts'
import { type Lane, type LaneOptions, makeLane } from './lane.ts'
import type { Listening } from './listening.ts'
import { control, type Message } from './message.ts'

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
interface Seat {
  /** Hands it a frame of its own, at once: how the channel stands, or what it missed. */
  readonly put: (message: Message) => void
  /** Gives the place back. */
  readonly leave: () => void
}

/** A place that is taken: what waits there, and for whom. */
interface Taken {
  readonly lane: Lane
  readonly outbox: Outbox
}

/** What a channel counts of its listeners. */
function makeCounts({ channel, label = channel, metrics }: ChannelOptions) {
  const sent = metrics.messagesSent.labels({ channel: label })
  let framed = 0
  metrics.connections.inc({ channel: label }, 0)
  return {
    framed: () => framed,
    onSent: () => sent.inc(),
    onDropped: (reason: 'conflated' | 'lost') => metrics.messagesDropped.inc({ channel: label, reason }),
    moved({ form }: Lane, by: 1 | -1) {
      if (form !== 'plain') framed += by
      metrics.connections.inc({ channel: label }, by)
    },
  }
}

/** Makes the seats of a channel, all free, and counts who sits there. */
export function makeSeats(options: ChannelOptions): Seats {
  const { channel, wsQueueSize: queueSize, now } = options
  // A map would make a pair for each of them at each message.
  const taken = new Set<Taken>()
  const counts = makeCounts(options)
  const { framed, onSent, onDropped } = counts
  const hand = ({ lane, outbox }: Taken, message: Message) => {
    // A turn may bring more than waits for a slow one; who reads misses none of it.
    if (lane.isFull()) outbox.flush()
    lane.put(message)
    outbox.serve(lane)
  }
  return {
    size: () => taken.size,
    framed,
    take({ form, outbox }, more) {
      const lane = makeLane({ ...more, channel, form, queueSize, now, onSent, onDropped })
      const seat: Taken = { lane, outbox }
      taken.add(seat)
      counts.moved(lane, 1)
      return {
        put(message) {
          hand(seat, message)
          outbox.flush()
        },
        leave() {
          if (taken.delete(seat)) counts.moved(lane, -1)
          outbox.forget(lane)
        },
      }
    },
    put(message, to) {
      for (const seat of taken) if ((seat.lane.form === 'plain') === (to === 'plain')) hand(seat, message)
    },
    tell(plain, frame) {
      const asText = frameOf(plain)
      const asFrame = framed() > 0 ? control(frame()) : asText
      for (const { lane, outbox } of taken)
        outbox.tell(lane.form === 'plain' ? asText : asFrame, `status:${channel}`)
    },
  }
}
