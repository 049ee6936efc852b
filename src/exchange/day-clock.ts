import type { Phase, Venue } from '../domain/market.ts'
import { type Instant, ictDate, instantOf, type IsoDate } from '../domain/time.ts'
import { isTradingDay, nextTradingDay } from '../market/calendar.ts'
import { daySchedule, phaseAt, phaseTimes } from '../market/phases.ts'

/** Every venue of the simulated exchange. */
export const VENUES: readonly Venue[] = ['DERIVATIVES', 'HOSE', 'HNX', 'UPCOM']

const OPEN_TIMES = VENUES.flatMap(phaseTimes).filter(({ phase }) => phase !== 'closed')

/** When a simulated day begins and ends, ms since midnight: the day before is put away, and the last venue closes. */
const DAY_START = Math.min(...OPEN_TIMES.map(({ from }) => from))
export const DAY_END = Math.max(...OPEN_TIMES.map(({ until }) => until))

/** Orders are taken and the market moves. */
export const isMoving = (phase: Phase): boolean =>
  phase === 'ato' || phase === 'continuous' || phase === 'atc'

/**
 * The instant itself when any venue is in an auction or trades continuously, else the start of the next such phase:
 * past lunch, night, weekends and holidays. Throws a `RangeError` beyond the calendar's horizon.
 */
export function nextMovingInstant(instant: Instant): Instant {
  if (VENUES.some((venue) => isMoving(phaseAt(venue, instant)))) return instant
  const date = ictDate(instant)
  return nextStart(date, instant) ?? nextStart(nextTradingDay(date), instant) ?? instant
}

function nextStart(date: IsoDate, after: Instant): Instant | undefined {
  const starts = VENUES.flatMap((venue) => daySchedule(venue, date))
    .filter(({ phase, from }) => isMoving(phase) && from > after)
    .map(({ from }) => from)
  return starts.length > 0 ? Math.min(...starts) : undefined
}

/** When a trading day begins, 08:30. Throws a `RangeError` on a day without trading, and beyond the calendar's horizon. */
export function startOfDay(date: IsoDate): Instant {
  if (isTradingDay(date)) return instantOf(date, DAY_START)
  throw new RangeError(`${date} is not a trading day; the next one is ${nextTradingDay(date)}.`)
}
