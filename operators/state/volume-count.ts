import type { LastTrade } from '../../src/domain/event.ts'
import type { Quantity } from '../../src/domain/money.ts'
import type { Instant } from '../../src/domain/time.ts'

/** A message that is this much older than the newest one of its symbol is late; one that is older begins a new count. */
const LATEST = 60_000

/** A stretch of a security's day volume that no trade was told for: what was traded after `after`, up to `upTo`. */
interface Hole {
  after: Quantity
  upTo: Quantity
  readonly from: Instant | undefined
  readonly to: Instant
  readonly reason: 'start' | 'lost'
}

/** How far a security's trades of a day are told. */
export interface VolumeCount {
  total: Quantity
  /** Exchange time of the newest message; `undefined` before the first of the day. */
  time: Instant | undefined
  /** The feed began to count anew, and nothing told of it yet. */
  restart: boolean
  /** What a late message may still fill, oldest first. */
  holes: Hole[]
}

/** What the next message adds to the count: volume that is missing (below 0: found), and volume that was traded. */
export interface Growth {
  readonly missing: Quantity
  readonly traded: Quantity
  readonly restart: boolean
  readonly from: Instant | undefined
  readonly to: Instant
  readonly reason: 'start' | 'lost'
}

/** A day at its start: nothing traded. */
export const volumeCount = (): VolumeCount => ({ total: 0, time: undefined, restart: false, holes: [] })

/** Counts a message in; `undefined` when it tells nothing new. */
export function grow(count: VolumeCount, last: LastTrade): Growth | undefined {
  const from = count.time
  if (last.totalVolume < count.total) {
    if (isLate(count, last)) return fill(count, last)
    begin(count)
  }
  count.time = Math.max(last.exchangeTime, from ?? -Infinity)
  const delta = last.totalVolume - count.total
  return delta > 0 ? extend(count, last, { delta, from }) : undefined
}

const isLate = ({ time }: VolumeCount, { exchangeTime }: LastTrade): boolean =>
  time !== undefined && exchangeTime <= time && exchangeTime >= time - LATEST

function begin(count: VolumeCount): void {
  count.total = 0
  count.restart = true
  count.holes = []
}

interface Step {
  readonly delta: Quantity
  readonly from: Instant | undefined
}

function extend(count: VolumeCount, last: LastTrade, { delta, from }: Step): Growth {
  const traded = last.price === undefined ? 0 : Math.min(last.volume ?? 0, delta)
  const missing = delta - traded
  const reason = from === undefined ? 'start' : 'lost'
  const { restart } = count
  const to = last.exchangeTime
  if (missing > 0) openHole(count, { after: count.total, upTo: count.total + missing, from, to, reason })
  count.total += delta
  count.restart = false
  return { missing, traded, restart, from, to, reason }
}

function openHole(count: VolumeCount, hole: Hole): void {
  const oldest = hole.to - LATEST
  count.holes = count.holes.filter(({ to }) => to >= oldest)
  count.holes.push(hole)
}

/** A late trade counts when all of it lies in a hole; else it was told before. */
function fill(count: VolumeCount, { price, volume = 0, totalVolume }: LastTrade): Growth | undefined {
  const after = totalVolume - volume
  const hole = count.holes.find((open) => open.after <= after && totalVolume <= open.upTo)
  if (!hole || price === undefined || volume === 0) return undefined
  const { from, to, reason } = hole
  count.holes = count.holes.flatMap((open) =>
    open === hole ? parts(hole, { after, upTo: totalVolume }) : [open],
  )
  return { missing: -volume, traded: volume, restart: false, from, to, reason }
}

/** What remains of a hole on both sides of what was found. */
const parts = (hole: Hole, found: { readonly after: Quantity; readonly upTo: Quantity }): Hole[] =>
  [
    { ...hole, upTo: found.after },
    { ...hole, after: found.upTo },
  ].filter(({ after, upTo }) => upTo > after)
