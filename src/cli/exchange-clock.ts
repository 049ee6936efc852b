import { InvalidArgumentError } from 'commander'
import { messageOf } from '../domain/message-of.ts'
import { ictDate, type IsoDate } from '../domain/time.ts'
import { isTradingDay, nextTradingDay, previousTradingDay, vietnamCalendar } from '../market/calendar.ts'

const MINUTE = 60_000
/** Where a simulated day begins unless something else is asked for: past the opening auctions, all venues moving. */
const START = (9 * 60 + 20) * MINUTE

/** Date and time of day at which a simulated exchange starts. */
export interface ExchangeStart {
  readonly date: IsoDate
  /** ms since midnight. */
  readonly timeOfDay: number
  /** As it was written. */
  readonly text: string
}

const FORM = /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):([0-5]\d))?$/

/** Reads `--date 2026-11-20` or `--date 2026-11-20T13:00`. Refuses what is no trading day, and names the next one. */
export function parseExchangeStart(text: string): ExchangeStart {
  const [, date, hours, minutes] = FORM.exec(text) ?? []
  if (date === undefined)
    throw new InvalidArgumentError(`"${text}" is no date: 2026-11-20 or 2026-11-20T13:00 is expected.`)
  refuseDayOff(date)
  const timeOfDay = hours === undefined ? START : (Number(hours) * 60 + Number(minutes)) * MINUTE
  return { date, timeOfDay, text }
}

function refuseDayOff(date: IsoDate) {
  let next: IsoDate
  try {
    if (isTradingDay(date)) return
    next = nextTradingDay(date)
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error))
  }
  throw new InvalidArgumentError(`${date} is no trading day; the next one is ${next}.`)
}

/** Fifty-two weeks: the same weekday, a year before. */
const YEAR = 364 * 86_400_000

/**
 * The trading day of `now`, or the last one before it. When the calendar does not reach so far, the same day of an earlier year: what
 * is simulated runs at any time.
 */
export function defaultExchangeStart(now: number): ExchangeStart {
  let instant = now
  while (ictDate(instant) >= vietnamCalendar.until) instant -= YEAR
  const today = ictDate(instant)
  const date = isTradingDay(today) ? today : previousTradingDay(today)
  return { date, timeOfDay: START, text: date }
}
