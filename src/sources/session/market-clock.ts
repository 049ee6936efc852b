import type { Venue } from '../../domain/market.ts'
import { ictDate, ictTimeOfDay, type Instant } from '../../domain/time.ts'
import { isTradingDay } from '../../market/calendar.ts'
import { weekdayOf } from '../../market/date.ts'
import { phaseOfTime } from '../../market/phases.ts'

/** How a market clock is read on. */
export interface MarketClockOptions {
  /** The venue whose phases count: HOSE unless said, whose auctions quieten the whole feed. */
  readonly venue?: Venue
  /** Exchange seconds in a second; above 1 for a simulated exchange that runs fast. */
  readonly speed?: number
}

/** The time at the exchange, by what it last said. */
export interface MarketClock {
  /** Takes note of the exchange time that a message names, and of when it arrived here. */
  readonly tell: (exchangeTime: Instant, receivedTime: Instant) => void
  /** Whether it is right that nothing comes: the venue does not match continuously at the moment. */
  readonly isQuiet: (now: Instant) => boolean
}

/** Newer messages may name an earlier time: those of a snapshot do. So long, ms, the latest time stands against them. */
const TRUSTED = 5 * 60_000

/**
 * A clock that is set by the messages of a feed and goes on between them, so that the phase is that of the exchange: a simulated one
 * has another date, and its day may pass faster. Until the first message it shows the time that it is asked with.
 *
 * Beyond the horizon of the trading calendar every weekday counts as a trading day: a connection that is taken anew on a holiday
 * costs less than one that nobody watches.
 */
export function marketClock({ venue = 'HOSE', speed = 1 }: MarketClockOptions = {}): MarketClock {
  let last: { readonly exchangeTime: Instant; readonly receivedTime: Instant } | undefined
  return {
    tell(exchangeTime, receivedTime) {
      const isStale = last === undefined || receivedTime - last.receivedTime > TRUSTED
      if (isStale || exchangeTime >= (last?.exchangeTime ?? 0)) last = { exchangeTime, receivedTime }
    },
    isQuiet(now) {
      const time = last ? last.exchangeTime + (now - last.receivedTime) * speed : now
      return !isTradable(time) || phaseOfTime(venue, ictTimeOfDay(time)) !== 'continuous'
    },
  }
}

function isTradable(time: Instant): boolean {
  const date = ictDate(time)
  try {
    return isTradingDay(date)
  } catch {
    return weekdayOf(date) % 6 !== 0
  }
}
