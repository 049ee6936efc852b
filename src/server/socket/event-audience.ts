import type { FeedStatus } from '../../domain/socket.ts'
import type { Audience } from '../audience.ts'
import { asText } from './cells.ts'
import { makeHistory } from './history.ts'
import type { Listening } from './listening.ts'
import { control, makeMessage, type Message, stampOf } from './message.ts'
import { type ChannelOptions, makeSeats, type Seats } from './seats.ts'

/** Most frames that are told again to who comes back. */
const HELD = 500
/** Most events that a newcomer is told, where nothing else knows them. */
const SHOWN = 20

/** The last events of a channel as JSON, oldest first. */
type RecentTexts = () => readonly string[]

const statusFrame = (channel: string, time: number, data: FeedStatus | undefined) => ({
  type: 'status',
  channel,
  time: stampOf(time),
  data,
})

/** Whom to ask for the channel as it is, and for the feed. */
type Origin = Pick<Listening, 'state' | 'feed'>

/** The numbered frames of a channel of events. */
function makeFrames({ channel, now }: ChannelOptions, recent: RecentTexts | undefined) {
  const begin = Math.floor(now())
  let seq = begin
  let shown: readonly string[] = []
  let history = makeHistory(seq, HELD)
  let timeline: number | undefined
  return {
    seq: () => seq,
    since: (number: number) => history.since(number),
    /** What comes back with a number of before is not told what came since: it would be laid over what is void. */
    arrive(at: number) {
      timeline = at
      seq += 1
      history = makeHistory(seq, HELD)
    },
    /** Whether a frame of this run bore the number, or the first snapshot did. */
    isTold: (number: number) => number >= begin && number <= seq,
    next(data: string, time: number): Message {
      if (!recent) shown = [...shown.slice(1 - SHOWN), data]
      const message = makeMessage({ type: 'event', channel, seq: (seq += 1), time, data })
      history.add(message)
      return message
    },
    whole: ({ state, feed }: Origin): Message =>
      makeMessage({
        type: 'snapshot',
        channel,
        seq,
        // As of now, as its data: those know what is not sent yet.
        time: now(),
        feed: JSON.stringify(feed()),
        timeline,
        data: state() ?? `[${(recent?.() ?? shown).join(',')}]`,
      }),
    forget() {
      shown = []
    },
    status: (time: number, data: FeedStatus | undefined) => statusFrame(channel, time, data),
  }
}

type Frames = ReturnType<typeof makeFrames>

/**
 * What was missed; where that is not held any more, how many frames it is, and the last events; to a newcomer those alone. To a plain
 * listener nothing of before, but what is lost from now on.
 */
function joinFramed(
  listening: Listening,
  seats: Seats,
  { now, frames }: { now: () => number; frames: Frames },
) {
  const { resume, outbox, feed } = listening
  const missed = resume === undefined ? undefined : frames.since(resume)
  const last = resume !== undefined && frames.isTold(resume) ? resume : undefined
  const seat = seats.take(listening, { isOfEvents: true, last })
  if (missed) outbox.tell(control(frames.status(now(), feed())))
  for (const message of missed ?? [frames.whole(listening)]) seat.put(message)
  return seat.leave
}

/**
 * The audience of a channel whose every message counts. Numbers begin at the time at which it is made, so that none of an
 * earlier run is taken for one of this.
 *
 * @param recent - who knows the last events; the audience keeps what it sent itself unless given
 */
export function eventAudience(options: ChannelOptions, recent?: RecentTexts): Audience {
  const { now } = options
  const seats = makeSeats(options)
  const frames = makeFrames(options, recent)
  let origin: Origin | undefined

  return {
    get size() {
      return seats.size()
    },
    // Who was told a number may come back with it.
    get isAwaited() {
      return origin !== undefined
    },
    join(listening) {
      if (listening.form === 'plain')
        return seats.take(listening, { isOfEvents: true, last: frames.seq() }).leave
      origin = listening
      return joinFramed(listening, seats, { now, frames })
    },
    forget: () => frames.forget(),
    arrive(timeline) {
      frames.arrive(timeline)
      if (origin && seats.framed() > 0) seats.put(frames.whole(origin), 'framed')
    },
    send(event, slot, time = now()) {
      const text = asText(event)
      if (slot === 'status') {
        seats.tell(text, () => frames.status(time, origin?.feed()))
        return
      }
      const message = frames.next(text, time)
      seats.put(message, 'plain')
      seats.put(message, 'framed')
    },
  }
}
