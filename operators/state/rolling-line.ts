import type { Instant } from '../../src/domain/time.ts'

/**
 * Points of time and value over the last stretch of time, with the sums that their mean, their deviation and their slope are made of.
 * Values are whole numbers and time is whole seconds of a trading day, so that the sums are exact, however long they run.
 */
export interface RollingLine {
  /** Points by their place, counted from the first ever; the capacity is a power of two. */
  seconds: Float64Array
  values: Float64Array
  oldest: number
  next: number
  /** Σ second, Σ second², Σ value, Σ value², Σ second × value. */
  t: number
  tt: number
  x: number
  xx: number
  tx: number
}

const FIRST_CAPACITY = 16
const SECOND = 1000

/** No points. */
export const rollingLine = (): RollingLine => ({
  seconds: new Float64Array(FIRST_CAPACITY),
  values: new Float64Array(FIRST_CAPACITY),
  oldest: 0,
  next: 0,
  t: 0,
  tt: 0,
  x: 0,
  xx: 0,
  tx: 0,
})

/** How many points there are. */
export const pointsOf = ({ oldest, next }: RollingLine): number => next - oldest

/** The mean of the values; `NaN` of none. */
export const meanOf = (line: RollingLine): number => line.x / pointsOf(line)

/** The standard deviation of the values, that of a population; `NaN` of none. */
export function deviationOf(line: RollingLine): number {
  const n = pointsOf(line)
  return Math.sqrt(Math.max(0, n * line.xx - line.x * line.x)) / n
}

/** The least-squares slope of the values, per second; `undefined` where all points are of one second. */
export function slopeOf(line: RollingLine): number | undefined {
  const n = pointsOf(line)
  if (n < 2) return undefined
  // From the first point on: sums of small numbers are exact where those of large ones would not be.
  const start = line.seconds[line.oldest & (line.seconds.length - 1)] ?? 0
  const t = line.t - n * start
  const tt = line.tt - 2 * start * line.t + n * start * start
  const tx = line.tx - start * line.x
  const spread = n * tt - t * t
  return spread > 0 ? (n * tx - t * line.x) / spread : undefined
}

/** Adds a point; its time is the newest one's where that is later. `midnight` is what seconds are counted from. */
export function addPoint(line: RollingLine, time: Instant, { value, midnight }: Point): void {
  if (pointsOf(line) === line.seconds.length) widen(line)
  const mask = line.seconds.length - 1
  const newest = pointsOf(line) > 0 ? (line.seconds[(line.next - 1) & mask] ?? -Infinity) : -Infinity
  const second = Math.max(newest, Math.floor((time - midnight) / SECOND))
  line.seconds[line.next & mask] = second
  line.values[line.next & mask] = value
  line.next += 1
  sum(line, second, { value, sign: 1 })
}

/** A whole number, and the instant from which seconds are counted. */
interface Point {
  readonly value: number
  readonly midnight: Instant
}

/** Forgets points that are `span` ms old at a time, or older. */
export function forgetBefore(line: RollingLine, now: Instant, { span, midnight }: Reach): void {
  const until = Math.floor((now - midnight - span) / SECOND)
  const mask = line.seconds.length - 1
  for (; line.oldest < line.next; line.oldest++) {
    const second = line.seconds[line.oldest & mask] ?? 0
    if (second > until) return
    sum(line, second, { value: line.values[line.oldest & mask] ?? 0, sign: -1 })
  }
}

interface Reach {
  readonly span: number
  readonly midnight: Instant
}

interface Signed {
  readonly value: number
  readonly sign: 1 | -1
}

function sum(line: RollingLine, second: number, { value, sign }: Signed): void {
  line.t += sign * second
  line.tt += sign * second * second
  line.x += sign * value
  line.xx += sign * value * value
  line.tx += sign * second * value
}

/** Doubles the ring. */
function widen(line: RollingLine): void {
  const capacity = line.seconds.length * 2
  const [seconds, values] = [new Float64Array(capacity), new Float64Array(capacity)]
  for (let place = line.oldest; place < line.next; place++) {
    seconds[place & (capacity - 1)] = line.seconds[place & (line.seconds.length - 1)] ?? 0
    values[place & (capacity - 1)] = line.values[place & (line.values.length - 1)] ?? 0
  }
  line.seconds = seconds
  line.values = values
}
