import { ictTimeOfDay, type Instant, instantOf } from '../domain/time.ts'

/** How a diagram in exchange time is read. */
export interface ExchangeMarbleOptions {
  /** The time of day at which a plain diagram begins; `08:30:00` unless said. */
  readonly from?: string
  /** How long a sign lasts, ms: a second unless said, as the feed tells whole seconds. A group lasts as long as one sign. */
  readonly frame?: number
}

/** A sign of a diagram, or a group, and its time of day. */
export interface TimedSigns {
  readonly signs: string
  /** ms since midnight in Vietnam. */
  readonly time: number
}

const USUAL = { from: '08:30:00', frame: 1_000 }
const TOKEN = /(\d\d:\d\d:\d\d(?:\.\d{1,3})?)|(\d+(?:\.\d+)?)(ms|s|m|h)(?=\s|$)|(\([^)]*\))|(\S)/g
const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1_000)
}

/**
 * Reads a diagram in exchange time: `09:15:00 a--b 11:30:00 (cd)|`. A time of day says when the next sign is; signs follow each other
 * by a frame; `20s` and the like pass time. Throws a `RangeError` where time would go back.
 */
export function readExchangeMarbles(
  diagram: string,
  options: ExchangeMarbleOptions = {},
): readonly TimedSigns[] {
  const { from = '08:30:00', frame = 1_000 } = options
  let time = timeOfDay(from)
  const read: TimedSigns[] = []
  for (const [token, clock, amount, unit] of diagram.matchAll(TOKEN)) {
    if (clock !== undefined) time = notBefore(time, clock)
    else if (unit !== undefined) time += Number(amount) * (units[unit] ?? 0)
    else {
      read.push({ signs: token, time })
      time += frame
    }
  }
  return read.filter(({ signs }) => signs !== '-')
}

function notBefore(time: number, clock: string): number {
  if (timeOfDay(clock) >= time) return timeOfDay(clock)
  throw new RangeError(`${clock} lies before what stands before it in the diagram.`)
}

/** The signs of a sign or a group, without what is none. */
export const signsIn = (signs: string): readonly string[] => signs.replaceAll(/[()|]/g, '').split('')

/**
 * A diagram in exchange time as a plain one, for `hot`, `cold` and expectations of rxjs-marbles and of a TestScheduler's `run`: a
 * millisecond is a frame, and `from` is frame 0. Throws a `RangeError` where a frame is too short for the signs of a group.
 *
 * ```ts
 * exchangeMarbles('09:15:00 a--b', { from: '09:15:00' }) // 'a 2999ms b'
 * ```
 */
export function exchangeMarbles(diagram: string, options: ExchangeMarbleOptions = {}): string {
  const start = timeOfDay(options.from ?? USUAL.from)
  const parts: string[] = []
  let at = 0
  for (const { signs, time } of readExchangeMarbles(diagram, options)) {
    const gap = time - start - at
    if (gap < 0) throw new RangeError(`"${diagram}": a frame is shorter than a group.`)
    if (gap > 0) parts.push(`${gap}ms`)
    parts.push(signs)
    at += gap + signs.length
  }
  return parts.join(' ')
}

/** The time of day of an instant, as diagrams have it: `09:15:02`, with `.250` where it is no whole second. */
export function exchangeTimeText(instant: Instant): string {
  const text = new Date(ictTimeOfDay(instant)).toISOString().slice(11, 23)
  return text.replace(/\.000$/, '')
}

interface Stamped {
  readonly seq: number
  readonly exchangeTime: Instant | undefined
  readonly receivedTime: Instant
}

/**
 * Events at the places of a diagram, in the order of the log: each gets its time, and the next `seq`. A sign without an event is a
 * `RangeError`; `|` stands for nothing.
 *
 * @param date - the trading date, 2026-11-20 unless said
 */
export function eventsAt<E extends Stamped>(
  diagram: string,
  events: Readonly<Record<string, E>>,
  { date = '2026-11-20', ...options }: ExchangeMarbleOptions & { readonly date?: string } = {},
): readonly E[] {
  return readExchangeMarbles(diagram, options)
    .flatMap(({ signs, time }) => signsIn(signs).map((sign) => ({ sign, time })))
    .map(({ sign, time }, i) => {
      const event = events[sign]
      if (!event) throw new RangeError(`There is no event ${sign} for "${diagram}".`)
      const exchangeTime = instantOf(date, time)
      return { ...event, seq: i + 1, exchangeTime, receivedTime: exchangeTime }
    })
}
