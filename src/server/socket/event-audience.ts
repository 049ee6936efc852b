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

/** The numbered frames of a channel of events. */
function makeFrames({ channel, now }: ChannelOptions, recent: RecentTexts | undefined) {
  const begin = Math.floor(now())
  let seq = begin
  let newest = now()
  let shown: readonly string[] = []
  const history = makeHistory(seq, HELD)
  return {
    seq: () => seq,
    since: history.since,
    /** Whether a frame of this run bore the number, or the first snapshot did. */
    isTold: (number: number) => number >= begin && number <= seq,
    next(data: string, time: number): Message {
      newest = time
      if (!recent) shown = [...shown.slice(1 - SHOWN), data]
      const message = makeMessage({ type: 'event', channel, seq: (seq += 1), time, data })
      history.add(message)
      return message
    },
    whole: ({ state, feed }: Listening): Message =>
      makeMessage({
        type: 'snapshot',
        channel,
        seq,
        time: newest,
        feed: JSON.stringify(feed()),
        data: state() ?? `[${(recent?.() ?? shown).join(',')}]`,
      }),
    forget() {
      shown = []
    },
    status: (time: number, data: FeedStatus | undefined) => ({
      type: 'status',
      channel,
      time: stampOf(time),
      data,
    }),
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
  let feed: Listening['feed'] | undefined

  return {
    get size() {
      return seats.size()
    },
    // Who was told a number may come back with it.
    get isAwaited() {
      return feed !== undefined
    },
    join(listening) {
      if (listening.form === 'plain')
        return seats.take(listening, { isOfEvents: true, last: frames.seq() }).leave
      ;({ feed } = listening)
      return joinFramed(listening, seats, { now, frames })
    },
    forget: () => frames.forget(),
    send(event, slot, time = now()) {
      const text = asText(event)
      if (slot === 'status') {
        seats.tell(text, () => frames.status(time, feed?.()))
        return
      }
      const message = frames.next(text, time)
      seats.put(message, 'plain')
      seats.put(message, 'framed')
    },
  }
}
