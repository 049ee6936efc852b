import type { Audience } from '../audience.ts'
import { makeHistory } from './history.ts'
import type { Listening } from './listening.ts'
import { control, makeMessage, stampOf } from './message.ts'
import { type ChannelOptions, makeSeats } from './seats.ts'

/** Most frames that are told again to who comes back. */
const HELD = 500
/** Most events that a newcomer is told, where nothing else knows them. */
const SHOWN = 20

/**
 * The audience of a channel whose every message counts. Numbers begin at the time at which it is made, so that none of an
 * earlier run is taken for one of this.
 *
 * @param earlier - events of before, as JSON, oldest first
 */
export function eventAudience(options: ChannelOptions, earlier: readonly string[] = []): Audience {
  const { channel, now } = options
  const seats = makeSeats(options)
  let seq = Math.floor(now())
  let newest = now()
  let shown = earlier.slice(-SHOWN)
  let isAwaited = false
  let feed: Listening['feed'] | undefined
  const history = makeHistory(seq, HELD)

  const status = (time: number) => ({ type: 'status', channel, time: stampOf(time), data: feed?.() })
  const join = (listening: Listening) => {
    ;({ feed } = listening)
    const missed = listening.resume === undefined ? undefined : history.since(listening.resume)
    const seat = seats.take(listening, {
      isOfEvents: true,
      // A plain listener is told what is lost, but nothing of before.
      last: missed ? listening.resume : listening.form === 'plain' ? seq : undefined,
    })
    isAwaited ||= listening.form !== 'plain'
    if (missed) listening.outbox.tell(control(status(now())))
    const data = () => listening.state() ?? `[${shown.join(',')}]`
    const whole = () =>
      makeMessage({
        type: 'snapshot',
        channel,
        seq,
        time: newest,
        feed: JSON.stringify(listening.feed()),
        data: data(),
      })
    if (listening.form !== 'plain') for (const message of missed ?? [whole()]) seat.put(message)
    return seat.leave
  }
  return {
    get size() {
      return seats.size()
    },
    get isAwaited() {
      return isAwaited
    },
    join,
    send(text, slot, time = now()) {
      if (slot === 'status') {
        seats.tell(text, () => status(time))
        return
      }
      newest = time
      const message = makeMessage({ type: 'event', channel, seq: (seq += 1), time, data: text })
      shown = [...shown.slice(1 - SHOWN), text]
      history.add(message)
      seats.put(message, 'plain')
      seats.put(message, 'framed')
    },
  }
}
