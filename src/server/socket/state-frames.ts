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
  readonly next: (state: Cells, time: number) => Message | undefined
  /** The state now, under the number of the last change. */
  readonly whole: () => Message
  /** A replay is elsewhere: the next frame is the whole. */
  readonly arrive: (timeline: number) => void
  /** What changed while nobody was told: all of it is one change. */
  readonly catchUp: () => void
  readonly since: History['since']
  /** How the feed stands; the whole bears it, too. */
  readonly status: (time: number) => object
}

/** Numbers frames, and holds the last ones. Numbers begin at the time at which it is made: none of an earlier run is taken for one of this. */
function makeNumbers({ channel, now }: Parts) {
  let seq = Math.floor(now())
  let time = now()
  let timeline: number | undefined
  const { since, add } = makeHistory(seq, HELD)
  const frame = (type: 'snapshot' | 'delta', data: string, feed?: string): Message =>
    makeMessage({ type, channel, seq, time, ...(feed !== undefined && { feed, timeline }), data })
  return {
    since,
    arrive: (at: number) => void (timeline = at),
    /** The whole under the number of the last change, at its own time: it is as of now. */
    whole(data: string, feed: string): Message {
      time = now()
      return frame('snapshot', data, feed)
    },
    /** The next frame: a change, or the whole where `feed` is given. */
    next(received: number, data: string, feed?: string): Message {
      seq += 1
      time = received
      const message = frame(feed === undefined ? 'delta' : 'snapshot', data, feed)
      add(message)
      return message
    },
  }
}

type Parts = Pick<ChannelOptions, 'channel' | 'now'>

/** Tells the whole and the feed, as whoever listened last knows them. */
function makeTeller({ channel }: Parts) {
  let origin: Origin | undefined
  return {
    from: (given: Origin) => void (origin = given),
    text: () => origin?.state() ?? 'null',
    feed: () => JSON.stringify(origin?.feed() ?? null),
    status: (time: number) => ({ type: 'status', channel, time: stampOf(time), data: origin?.feed() }),
  }
}

const asItIs = (changed: Cells) => changed

/**
 * Makes the frames of a state.
 *
 * @param laidInto - adds to what has changed what the state itself does not tell; nothing unless given
 */
export function stateFrames(parts: Parts, laidInto = asItIs): StateFrames {
  let cells: Cells | undefined
  let held: Message | undefined
  let isElsewhere = false
  const numbers = makeNumbers(parts)
  const { from, text: textOf, feed: feedOf, status } = makeTeller(parts)

  const next = (after: Cells, time: number): Message | undefined => {
    const before = cells ?? after
    const isLess = isElsewhere || losesPlaces(before, after)
    isElsewhere = false
    const whole = isLess ? textOf() : ''
    cells = isLess ? cellsOf(JSON.parse(whole)) : after
    const different = changes(before, after)
    if (!isLess && different.size === 0) return undefined
    held = undefined
    return isLess ? numbers.next(time, whole, feedOf()) : numbers.next(time, printCells(laidInto(different)))
  }
  // It may be newer than the last change, so what it has of its own is told again with the next: else what changed back
  // meanwhile would stay with who was told of it.
  const whole = (): Message => {
    const data = textOf()
    const after = cellsOf(JSON.parse(data))
    cells = cells ? touched(cells, changes(cells, after)) : after
    return numbers.whole(data, feedOf())
  }
  return {
    from,
    next,
    whole: () => (held ??= whole()),
    catchUp: () => cells && next(cellsOf(JSON.parse(textOf())), parts.now()),
    since: numbers.since,
    arrive(timeline) {
      numbers.arrive(timeline)
      isElsewhere = cells !== undefined
      held = undefined
    },
    status(time) {
      held = undefined
      return status(time)
    },
  }
}
