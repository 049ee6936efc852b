import { type Instant, isWeekend, tradingDayEnd } from '../../src/domain/time.ts'

/** What a feed's clock reads of an event. */
export interface Timed {
  readonly kind: string
  readonly exchangeTime: Instant | undefined
}

/** What a feed's clock shows. */
export interface FeedTime {
  /** The highest exchange time of any event so far; `-Infinity` before the first. */
  now: Instant
  /** When the trading day ends that the data has come to. */
  dayEnd: Instant
}

/** The time and the trading day of a feed, told by its own events. */
export interface FeedClock {
  /** The highest exchange time of any event so far; `-Infinity` before the first. It never goes back. */
  readonly now: () => Instant
  /**
   * Takes an event in. True when it is data that begins a trading day: what was kept of the day before is over. That day goes on over a
   * weekend, up to 08:30 on Monday.
   */
  readonly begins: (event: Timed) => boolean
  /** True for what belongs to a day that is over, as a source repeats it when it is taken up again. */
  readonly isPast: (event: { readonly exchangeTime: Instant }) => boolean
}

const DAY = 86_400_000

/** What tells of no trade, price or total: a clock runs and a link comes up on days without a market, too. */
const isData = (kind: string): boolean =>
  kind !== 'clock' && kind !== 'connection' && kind !== 'securities' && kind !== 'members'

/** A list tells of what was; it may have seen more of the day than the feed has told. */
const isTold = (kind: string): boolean => kind !== 'minuteBar'

/** Goes on to the trading day of an instant; false at a weekend, which has none. */
function goOn(time: FeedTime, instant: Instant): boolean {
  const dayEnd = tradingDayEnd(instant)
  if (isWeekend(dayEnd - DAY)) return false
  time.dayEnd = dayEnd
  return true
}

/** No time, on no day. */
export const feedTime = (): FeedTime => ({ now: -Infinity, dayEnd: -Infinity })

/** The clock that shows `time`, and moves it on. */
export function feedClock(time: FeedTime): FeedClock {
  return {
    now: () => time.now,
    begins(event) {
      const { exchangeTime } = event
      // Most events bring no new time. Events have so many shapes that to read the kind as well is a twentieth of an operator's work.
      if (exchangeTime === undefined || (exchangeTime <= time.now && exchangeTime < time.dayEnd)) return false
      const { kind } = event
      if (!isTold(kind)) return false
      if (exchangeTime > time.now) time.now = exchangeTime
      return exchangeTime >= time.dayEnd && isData(kind) && goOn(time, exchangeTime)
    },
    isPast: ({ exchangeTime }) => exchangeTime < time.dayEnd - DAY,
  }
}
