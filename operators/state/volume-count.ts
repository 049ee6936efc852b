import type { LastTrade } from '../../src/domain/event.ts'
import type { Quantity } from '../../src/domain/money.ts'
import type { Instant } from '../../src/domain/time.ts'

/** Holes of a security that late trades can still fill. A feed that joins trades would else leave one with each message. */
const MOST_HOLES = 256

/** A stretch of a security's day volume: what was traded after `after`, up to `upTo`. */
interface Stretch {
  readonly after: Quantity
  readonly upTo: Quantity
}

/** When volume went missing, and why. */
interface Cause {
  /** Exchange time of the last message before it; `undefined` when there was none today. */
  readonly from: Instant | undefined
  /** Exchange time of the message that showed it. */
  readonly to: Instant
  readonly reason: 'start' | 'lost'
}

/** A stretch that no trade was told for. */
interface Hole extends Stretch, Cause {}

/** What a message says of the last trade and of the day's total. */
type Told = Pick<LastTrade, 'exchangeTime' | 'price' | 'volume' | 'totalVolume'>

/** How far a security's trades of a day are told: all up to `total`, but for what lies in the holes. */
export interface VolumeCount {
  total: Quantity
  /** Place of the newest trade that was told: the day's volume with it. */
  newest: Quantity
  /** Exchange time of the newest message; `undefined` before the first of the day. */
  time: Instant | undefined
  /** Exchange time of the message that began the count; what is older belongs to the count before it. */
  since: Instant
  /** The feed began to count anew, and nothing told of it yet. */
  restart: boolean
  /** By their places, the lowest first. None overlaps another. */
  holes: Hole[]
}

/** Volume that is missing, or, below 0, was missing and is found. */
export interface Missing extends Cause {
  readonly volume: Quantity
}

/** What a message adds to the count. The sum of it all is the growth of the total. */
export interface Growth {
  readonly missing: readonly Missing[]
  /** Part of the message's trade that was not told before. */
  readonly traded: Quantity
  /** A trade of a later place in the day was told before this one. */
  readonly late: boolean
  readonly restart: boolean
}

const nothing: readonly Missing[] = []

/** A day at its start: nothing traded. */
export const volumeCount = (): VolumeCount => ({
  total: 0,
  newest: 0,
  time: undefined,
  since: -Infinity,
  restart: false,
  holes: [],
})

/**
 * Counts a message in; `undefined` when it tells nothing new.
 *
 * A message claims the stretch of its last trade, and that all up to its total was traded. What it claims first is told; so the
 * order in which messages come changes nothing in the end, and a second copy finds its stretch told.
 */
export function grow(count: VolumeCount, last: Told): Growth | undefined {
  const { exchangeTime, totalVolume } = last
  if (follows(count, last)) return next(count, last)
  if (exchangeTime < count.since) return undefined
  const before = count.time
  // Within a count volume grows with time: a lower total is an old message, unless its time is new.
  if (totalVolume < count.total && exchangeTime > (before ?? -Infinity)) begin(count, exchangeTime)
  count.time = Math.max(exchangeTime, before ?? -Infinity)
  return claim(count, stretchOf(last), causeOf(before, exchangeTime))
}

/** The message's trade is the next one after all that was told. Nearly all are: it spares them the search, a third of the count. */
const follows = (count: VolumeCount, { price, volume = 0, totalVolume, exchangeTime }: Told): boolean =>
  totalVolume - volume === count.total &&
  price !== undefined &&
  volume > 0 &&
  exchangeTime >= (count.time ?? Infinity)

function next(count: VolumeCount, { totalVolume, exchangeTime }: Told): Growth {
  const { total, restart } = count
  count.total = totalVolume
  count.newest = totalVolume
  count.time = exchangeTime
  count.restart = false
  return { missing: nothing, traded: totalVolume - total, late: false, restart }
}

function begin(count: VolumeCount, since: Instant): void {
  count.total = 0
  count.newest = 0
  count.since = since
  count.restart = true
  count.holes = []
}

/** Empty where the message names no trade. */
function stretchOf({ price, volume = 0, totalVolume }: Told): Stretch {
  return { after: price === undefined ? totalVolume : Math.max(0, totalVolume - volume), upTo: totalVolume }
}

const causeOf = (before: Instant | undefined, to: Instant): Cause => ({
  from: before === undefined ? undefined : Math.min(before, to),
  to,
  reason: before === undefined ? 'start' : 'lost',
})

function claim(count: VolumeCount, trade: Stretch, cause: Cause): Growth | undefined {
  const { total, newest, restart } = count
  const { after, upTo } = trade
  const missing =
    after > total ? [opened(count, { ...cause, after: total, upTo: after })] : filled(count, trade)
  // A new trade is never more than the total grew by, whatever the message calls its last one.
  const traded = upTo > total ? upTo - Math.max(after, total) : -sumOf(missing)
  if (traded === 0 && missing.length === 0) return undefined
  if (traded > 0) count.newest = Math.max(newest, upTo)
  if (upTo > total) {
    count.total = upTo
    count.restart = false
  }
  return { missing, traded, late: upTo < newest, restart }
}

const sumOf = (missing: readonly Missing[]): Quantity => missing.reduce((sum, { volume }) => sum + volume, 0)

/** The oldest of too many holes is given up: its volume stays missing. */
function opened({ holes }: VolumeCount, hole: Hole): Missing {
  holes.push(hole)
  if (holes.length > MOST_HOLES) holes.shift()
  return missed(hole, hole.upTo - hole.after)
}

const missed = ({ from, to, reason }: Cause, volume: Quantity): Missing => ({ volume, from, to, reason })

/** Takes a late trade out of the holes that it lies in. */
function filled(count: VolumeCount, { after, upTo }: Stretch): readonly Missing[] {
  // Holes end where the total ends at the latest: what goes beyond it is no late trade.
  if (upTo > count.total || count.holes.length === 0) return nothing
  const found: Missing[] = []
  count.holes = count.holes.flatMap((hole) => {
    const start = Math.max(after, hole.after)
    const end = Math.min(upTo, hole.upTo)
    if (start >= end) return [hole]
    found.push(missed(hole, start - end))
    return [
      { ...hole, upTo: start },
      { ...hole, after: end },
    ].filter((rest) => rest.upTo > rest.after)
  })
  return found
}
