import type { Quantity } from '../../src/domain/money.ts'
import type { Instant } from '../../src/domain/time.ts'

/** Sums of a flow over the last `span` ms, and over the same span `lag` ms ago. */
export interface FlowWindow {
  /** Volume in (now − span, now]. */
  recent: Quantity
  /** Volume in (now − lag − span, now − lag]. */
  past: Quantity
  /** Adds what flowed at a time not before the last one added. */
  readonly add: (time: Instant, volume: Quantity) => void
  /** Moves both windows to a time not before the last one given. */
  readonly advance: (now: Instant) => void
  readonly clear: () => void
}

/** How far a window reaches, ms. */
export interface FlowWindowOptions {
  readonly span: number
  readonly lag: number
}

/** Entries by their place, counted from the first ever; the capacity is a power of two. */
interface Ring {
  readonly times: Float64Array
  readonly volumes: Float64Array
}

const ring = (capacity: number): Ring => ({
  times: new Float64Array(capacity),
  volumes: new Float64Array(capacity),
})

/** Without a place there is nothing, for ever: no edge passes it. */
const timeAt = ({ times }: Ring, place: number): number => times[place & (times.length - 1)] ?? Infinity
const volumeAt = ({ volumes }: Ring, place: number): number => volumes[place & (volumes.length - 1)] ?? 0

/** Twice the ring, with the entries of the places in [from, to). */
function widened(narrow: Ring, from: number, to: number): Ring {
  const wide = ring(narrow.times.length * 2)
  for (let place = from; place < to; place++) {
    wide.times[place & (wide.times.length - 1)] = timeAt(narrow, place)
    wide.volumes[place & (wide.volumes.length - 1)] = volumeAt(narrow, place)
  }
  return wide
}

const FIRST_CAPACITY = 16

/**
 * A window that costs the same whatever it holds: a ring of times and volumes that grows by doubling, and running sums with
 * one cursor for each edge. Entries that neither sum needs are overwritten.
 */
export function flowWindow({ span, lag }: FlowWindowOptions): FlowWindow {
  let held = ring(FIRST_CAPACITY)
  // Places of what leaves the past sum next, the recent sum next, of what enters the past sum next, and of the next entry.
  let oldest = 0
  let leaving = 0
  let entering = 0
  let next = 0

  const window: FlowWindow = {
    recent: 0,
    past: 0,
    add(time, volume) {
      if (next - oldest === held.times.length) held = widened(held, oldest, next)
      held.times[next & (held.times.length - 1)] = time
      held.volumes[next & (held.volumes.length - 1)] = volume
      next += 1
      window.recent += volume
    },
    advance(now) {
      for (; leaving < next && timeAt(held, leaving) <= now - span; leaving++) {
        window.recent -= volumeAt(held, leaving)
      }
      for (; entering < next && timeAt(held, entering) <= now - lag; entering++) {
        window.past += volumeAt(held, entering)
      }
      for (; oldest < entering && timeAt(held, oldest) <= now - lag - span; oldest++) {
        window.past -= volumeAt(held, oldest)
      }
    },
    clear() {
      oldest = leaving = entering = next
      window.recent = window.past = 0
    },
  }
  return window
}
