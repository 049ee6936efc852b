import { type Cells, cellsOf, changes, losesPlaces, printCells, touched } from './cells.ts'
import { type History, makeHistory } from './history.ts'
import type { Listening } from './listening.ts'
import { makeMessage, type Message, stampOf } from './message.ts'
import type { ChannelOptions } from './seats.ts'

/** Most changes that are told again to who comes back: more are dearer than the whole. */
const HELD = 20

type Origin = Pick<Listening, 'feed' | 'state'>

/** The numbered frames of a state. */
export interface StateFrames {
  /** Whom to ask for the whole, and for the feed. */
  readonly from: (origin: Origin) => void
  /** The next state as a frame: what changed, or the whole; undefined where nothing changed. */
  readonly next: (text: string, time: number) => Message | undefined
  /** The state now, under the number of the last change. */
  readonly whole: () => Message
  /** What changed while nobody was told: all of it is one change. */
  readonly catchUp: () => void
  readonly since: History['since']
  /** How the feed stands; the whole bears it, too. */
  readonly status: (time: number) => object
}

/** Makes the frames of a state. Numbers begin at the time at which they are made: none of an earlier run is taken for one of this. */
export function stateFrames({ channel, now }: Pick<ChannelOptions, 'channel' | 'now'>): StateFrames {
  let seq = Math.floor(now())
  let newest = now()
  let cells: Cells | undefined
  let held: Message | undefined
  let origin: Origin | undefined
  const history = makeHistory(seq, HELD)

  const textOf = () => origin?.state() ?? 'null'
  const frame = (type: 'snapshot' | 'delta', data: string): Message => {
    const feed = type === 'snapshot' ? { feed: JSON.stringify(origin?.feed()) } : {}
    return makeMessage({ type, channel, seq, time: newest, ...feed, data })
  }
  const advance = (type: 'snapshot' | 'delta', { data, time }: { data: string; time: number }): Message => {
    seq += 1
    newest = time
    held = undefined
    const message = frame(type, data)
    history.add(message)
    return message
  }
  const next = (text: string, time: number): Message | undefined => {
    const after = cellsOf(JSON.parse(text))
    const before = cells ?? after
    if (losesPlaces(before, after)) {
      const data = textOf()
      cells = cellsOf(JSON.parse(data))
      return advance('snapshot', { data, time })
    }
    const different = changes(before, after)
    cells = after
    return different.size === 0 ? undefined : advance('delta', { data: printCells(different), time })
  }
  // It may be newer than the last change, so what it has of its own is told again with the next: else what changed back
  // meanwhile would stay with who was told of it.
  const whole = (): Message => {
    const data = textOf()
    const after = cellsOf(JSON.parse(data))
    cells = cells ? touched(cells, changes(cells, after)) : after
    return frame('snapshot', data)
  }
  return {
    from: (given) => void (origin = given),
    next,
    whole: () => (held ??= whole()),
    catchUp() {
      if (cells) next(textOf(), now())
    },
    since: history.since,
    status(time) {
      held = undefined
      return { type: 'status', channel, time: stampOf(time), data: origin?.feed() }
    },
  }
}
