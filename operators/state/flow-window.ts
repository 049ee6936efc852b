import type { Quantity } from '../../src/domain/money.ts'
import type { Instant } from '../../src/domain/time.ts'

/** Sums of a flow over the last `span` ms, and over the same span `lag` ms ago. */
export interface FlowWindow {
  /** Volume in (now − span, now]. */
  recent: Quantity
  /** Volume in (now − lag − span, now − lag]. */
  past: Quantity
  /** Entries by their place, counted from the first ever; the capacity is a power of two. */
  times: Float64Array
  volumes: Float64Array
  /** Places of what leaves the past sum next, the recent sum next, of what enters the past sum next, and of the next entry. */
  oldest: number
  leaving: number
  entering: number
  next: number
}

/** How far a window reaches, ms. */
export interface FlowWindowOptions {
  readonly span: number
  readonly lag: number
}

const FIRST_CAPACITY = 16

/**
 * A window that costs the same whatever it holds: a ring of times and volumes that grows by doubling, and running sums with
 * one cursor for each edge. Entries that neither sum needs are overwritten.
 */
export const flowWindow = (): FlowWindow => ({
  recent: 0,
  past: 0,
  times: new Float64Array(FIRST_CAPACITY),
  volumes: new Float64Array(FIRST_CAPACITY),
  oldest: 0,
  leaving: 0,
  entering: 0,
  next: 0,
})

/** Without a place there is nothing, for ever: no edge passes it. */
const timeAt = ({ times }: FlowWindow, place: number): number => times[place & (times.length - 1)] ?? Infinity
const volumeAt = ({ volumes }: FlowWindow, place: number): number =>
  volumes[place & (volumes.length - 1)] ?? 0

/** Doubles the ring. */
function widen(window: FlowWindow): void {
  const capacity = window.times.length * 2
  const times = new Float64Array(capacity)
  const volumes = new Float64Array(capacity)
  for (let place = window.oldest; place < window.next; place++) {
    times[place & (capacity - 1)] = timeAt(window, place)
    volumes[place & (capacity - 1)] = volumeAt(window, place)
  }
  window.times = times
  window.volumes = volumes
}

/** Adds what flowed at a time not before the last one added. */
export function addFlow(window: FlowWindow, time: Instant, volume: Quantity): void {
  if (window.next - window.oldest === window.times.length) widen(window)
  window.times[window.next & (window.times.length - 1)] = time
  window.volumes[window.next & (window.volumes.length - 1)] = volume
  window.next += 1
  window.recent += volume
}

/** Moves both sums to a time not before the last one given. */
export function advanceFlow(window: FlowWindow, now: Instant, { span, lag }: FlowWindowOptions): void {
  for (; window.leaving < window.next && timeAt(window, window.leaving) <= now - span; window.leaving++) {
    window.recent -= volumeAt(window, window.leaving)
  }
  for (; window.entering < window.next && timeAt(window, window.entering) <= now - lag; window.entering++) {
    window.past += volumeAt(window, window.entering)
  }
  for (
    ;
    window.oldest < window.entering && timeAt(window, window.oldest) <= now - lag - span;
    window.oldest++
  ) {
    window.past -= volumeAt(window, window.oldest)
  }
}

/** When the sums change next without a new entry, by the place that they were moved to last; `Infinity` for never. */
export function nextChange(window: FlowWindow, { span, lag }: FlowWindowOptions): Instant {
  const { oldest, leaving, entering, next } = window
  return Math.min(
    leaving < next ? timeAt(window, leaving) + span : Infinity,
    entering < next ? timeAt(window, entering) + lag : Infinity,
    oldest < entering ? timeAt(window, oldest) + lag + span : Infinity,
  )
}

/** Forgets all entries. */
export function clearFlow(window: FlowWindow): void {
  window.oldest = window.leaving = window.entering = window.next
  window.recent = window.past = 0
}
