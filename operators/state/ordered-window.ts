import type { Instant } from '../../src/domain/time.ts'

/**
 * The last values of a series, at most so many and no older than a span, in the order in which they came and in the order of their
 * size. Any of them is found by its rank at once; a value comes in and goes out by a binary search and one move of memory.
 */
export interface OrderedWindow {
  /** As they came: a ring. */
  times: Float64Array
  values: Float64Array
  oldest: number
  next: number
  /** The same values, the smallest first. */
  sorted: Float64Array
}

const FIRST_CAPACITY = 16

/** No values. */
export const orderedWindow = (): OrderedWindow => ({
  times: new Float64Array(FIRST_CAPACITY),
  values: new Float64Array(FIRST_CAPACITY),
  oldest: 0,
  next: 0,
  sorted: new Float64Array(FIRST_CAPACITY),
})

/** How many values there are. */
export const sizeOf = ({ oldest, next }: OrderedWindow): number => next - oldest

/** Adds a value; the oldest one leaves when there would be more than `most`. */
export function addOrdered(window: OrderedWindow, time: Instant, { value, most }: Adding): void {
  if (sizeOf(window) === most) dropOldest(window)
  const size = sizeOf(window)
  if (size === window.sorted.length) widen(window)
  const place = placeOf(window, value)
  window.sorted.copyWithin(place + 1, place, size)
  window.sorted[place] = value
  const mask = window.times.length - 1
  window.times[window.next & mask] = time
  window.values[window.next & mask] = value
  window.next += 1
}

interface Adding {
  readonly value: number
  readonly most: number
}

/** Forgets values that came at `until` or before. */
export function forgetOrdered(window: OrderedWindow, until: Instant): void {
  while (sizeOf(window) > 0 && (window.times[window.oldest & (window.times.length - 1)] ?? 0) <= until)
    dropOldest(window)
}

/** The middle value; the mean of the two middle ones of an even number. `NaN` of none. */
export function medianOf(window: OrderedWindow): number {
  const size = sizeOf(window)
  return (valueAt(window, (size - 1) >> 1) + valueAt(window, size >> 1)) / 2
}

/** The median of the distances from a value, likewise. */
export function medianDistance(window: OrderedWindow, from: number): number {
  const size = sizeOf(window)
  return (distanceAt(window, from, (size - 1) >> 1) + distanceAt(window, from, size >> 1)) / 2
}

/**
 * The distance of a rank. The values nearest to `from` are a stretch of the sorted ones, of `rank + 1` values; a binary search finds
 * where it begins, and the farther one of its ends is the distance.
 */
function distanceAt(window: OrderedWindow, from: number, rank: number): number {
  let low = 0
  let high = sizeOf(window) - rank - 1
  while (low < high) {
    const start = (low + high) >> 1
    if (from - valueAt(window, start) > valueAt(window, start + rank + 1) - from) low = start + 1
    else high = start
  }
  return Math.max(from - valueAt(window, low), valueAt(window, low + rank) - from)
}

const valueAt = ({ sorted }: OrderedWindow, rank: number): number => sorted[rank] ?? NaN

/** Rank of the first value that is not below `value`. */
function placeOf(window: OrderedWindow, value: number): number {
  let low = 0
  let high = sizeOf(window)
  while (low < high) {
    const middle = (low + high) >> 1
    if (valueAt(window, middle) < value) low = middle + 1
    else high = middle
  }
  return low
}

function dropOldest(window: OrderedWindow): void {
  const value = window.values[window.oldest & (window.values.length - 1)] ?? NaN
  const place = placeOf(window, value)
  window.sorted.copyWithin(place, place + 1, sizeOf(window))
  window.oldest += 1
}

/** Doubles the room. */
function widen(window: OrderedWindow): void {
  const capacity = window.sorted.length * 2
  const [times, values] = [new Float64Array(capacity), new Float64Array(capacity)]
  for (let place = window.oldest; place < window.next; place++) {
    times[place & (capacity - 1)] = window.times[place & (window.times.length - 1)] ?? 0
    values[place & (capacity - 1)] = window.values[place & (window.values.length - 1)] ?? 0
  }
  const sorted = new Float64Array(capacity)
  sorted.set(window.sorted)
  window.times = times
  window.values = values
  window.sorted = sorted
}
