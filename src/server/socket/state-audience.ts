import type { Audience } from '../audience.ts'
import { asText, inCells } from './cells.ts'
import { endedMinutes } from './ended-minutes.ts'
import type { Listening } from './listening.ts'
import { control, makeMessage } from './message.ts'
import { type ChannelOptions, makeSeats, type Seats } from './seats.ts'
import { type StateFrames, stateFrames } from './state-frames.ts'

/** The whole state, with nothing around it. */
const plainly = (channel: string, data: string) =>
  makeMessage({ type: 'delta', channel, seq: 0, time: 0, data })

/** What changed since, or the whole. */
function joinFramed(
  listening: Listening,
  seats: Seats,
  { frames, now }: { frames: StateFrames; now: () => number },
) {
  const { resume, outbox } = listening
  frames.from(listening)
  if (seats.framed() === 0) frames.catchUp()
  const missed = resume === undefined ? undefined : frames.since(resume)
  // Made before the seat is taken: it may fail.
  const told = missed ?? [frames.whole()]
  const seat = seats.take(listening, {
    isOfEvents: false,
    last: missed && resume,
    whole: () => frames.whole(),
  })
  if (missed) outbox.tell(control(frames.status(now())))
  for (const message of told) seat.put(message)
  return seat.leave
}

/** The audience of a channel that shows a state: whole to who listens to it alone, in changes to who is told frames. */
export function stateAudience(options: ChannelOptions): Audience {
  const { channel, now } = options
  const seats = makeSeats(options)
  const minutes = endedMinutes(channel === 'market' ? 'indices' : undefined)
  const frames = stateFrames(options, minutes.laidInto)
  let timeline: number | undefined
  return {
    get size() {
      return seats.size()
    },
    join(listening) {
      if (listening.form !== 'plain') return joinFramed(listening, seats, { frames, now })
      const data = listening.state()
      const seat = seats.take(listening, { isOfEvents: false })
      if (data !== undefined) seat.put(plainly(channel, data))
      return seat.leave
    },
    timeline: () => timeline,
    arrive(at) {
      timeline = at
      minutes.clear()
      frames.arrive(at)
    },
    endMinute(index, point) {
      // Who comes later is told all minutes.
      if (seats.framed() > 0) minutes.add(index, point)
    },
    send(state, slot, time = now()) {
      if (slot === 'status') {
        seats.tell(asText(state), () => frames.status(time))
        return
      }
      if (seats.size() > seats.framed()) seats.put(plainly(channel, asText(state)), 'plain')
      const message = seats.framed() > 0 ? frames.next(inCells(state), time) : undefined
      if (message) seats.put(message, 'framed')
    },
  }
}
