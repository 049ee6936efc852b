import type { Audience } from '../audience.ts'
import { type Cells, cellsOf, changes, losesPlaces, printCells, touched } from './cells.ts'
import { makeHistory } from './history.ts'
import type { Listening } from './listening.ts'
import { control, makeMessage, type Message, stampOf } from './message.ts'
import { type ChannelOptions, makeSeats } from './seats.ts'

/** Most changes that are told again to who comes back: more are dearer than the whole. */
const HELD = 20

type Origin = Pick<Listening, 'feed' | 'state'>

/** The numbered frames of a state: what changed, or the whole. */
function makeFrames({ channel, now }: ChannelOptions) {
  let seq = Math.floor(now())
  let newest = now()
  let cells: Cells | undefined
  let whole: Message | undefined
  let origin: Origin | undefined
  const history = makeHistory(seq, HELD)

  const textOf = () => origin?.state() ?? 'null'
  const snapshot = (data: string) =>
    makeMessage({ type: 'snapshot', channel, seq, time: newest, feed: JSON.stringify(origin?.feed()), data })
  const add = (message: Message) => {
    history.add(message)
    whole = undefined
    return message
  }
  /** The next state as a frame; undefined where nothing changed. */
  function next(text: string, time: number): Message | undefined {
    const after = cellsOf(JSON.parse(text))
    const before = cells ?? after
    if (losesPlaces(before, after)) return anew(time)
    const different = changes(before, after)
    cells = after
    if (different.size === 0) return undefined
    newest = time
    seq += 1
    return add(makeMessage({ type: 'delta', channel, seq, time, data: printCells(different) }))
  }
  /** Something is gone: no change could say so. */
  function anew(time: number): Message {
    const data = textOf()
    cells = cellsOf(JSON.parse(data))
    newest = time
    seq += 1
    return add(snapshot(data))
  }
  /**
   * The whole under the number of the last change. It may be newer than that, so what it has of its own is told again with the next
   * change: else what changed back meanwhile would stay with who was told of it.
   */
  function asNow(): Message {
    if (whole) return whole
    const data = textOf()
    const after = cellsOf(JSON.parse(data))
    cells = cells ? touched(cells, changes(cells, after)) : after
    return (whole = snapshot(data))
  }
  return {
    next,
    whole: asNow,
    since: history.since,
    /** Nobody was told for a while: all of that is one change. */
    catchUp: () => void (cells && next(textOf(), now())),
    from: (given: Origin) => void (origin = given),
    /** How the feed stands is other now. */
    forget: () => void (whole = undefined),
    status: (time: number) => ({ type: 'status', channel, time: stampOf(time), data: origin?.feed() }),
  }
}

/** The audience of a channel that shows a state: whole to who listens to it alone, in changes to who is told frames. */
export function stateAudience(options: ChannelOptions): Audience {
  const seats = makeSeats(options)
  const frames = makeFrames(options)

  function join(listening: Listening) {
    const { form, resume, state } = listening
    if (form === 'plain') {
      const seat = seats.take(listening, { isOfEvents: false })
      const data = state()
      if (data !== undefined) seat.put(plainly(data))
      return seat.leave
    }
    frames.from(listening)
    if (seats.framed() === 0) frames.catchUp()
    const missed = resume === undefined ? undefined : frames.since(resume)
    const told = missed ?? [frames.whole()]
    const last = missed ? resume : undefined
    const seat = seats.take(listening, { isOfEvents: false, last, whole: () => frames.whole() })
    if (missed) listening.outbox.tell(control(frames.status(options.now())))
    for (const message of told) seat.put(message)
    return seat.leave
  }
  const plainly = (data: string) =>
    makeMessage({ type: 'delta', channel: options.channel, seq: 0, time: 0, data })

  return {
    get size() {
      return seats.size()
    },
    join,
    send(text, slot, time = options.now()) {
      if (slot === 'status') {
        frames.forget()
        seats.tell(text, () => frames.status(time))
        return
      }
      if (seats.size() > seats.framed()) seats.put(plainly(text), 'plain')
      const message = seats.framed() > 0 ? frames.next(text, time) : undefined
      if (message) seats.put(message, 'framed')
    },
  }
}
