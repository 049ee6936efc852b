import { z } from 'zod'
import type { IsoDate } from '../../../domain/time.ts'
import { vietnamCalendar } from '../../../market/calendar.ts'
import { anyWholeNumber, wholeNumber } from '../../query.ts'

/** Trading dates of a year at most, and rows of an answer at most. */
const MOST_DAYS = 365
const MOST_ROWS = 50_000

const said = (error: string) => ({ error })
const date = z.iso.date(said('a trading date as 2026-11-20')).optional()

/** Which dates are asked for, and which part of the rows. */
export const rangeFields = {
  start: date,
  end: date,
  days: anyWholeNumber(1, MOST_DAYS),
  limit: wholeNumber(1, MOST_ROWS, 10_000),
  order: z.enum(['asc', 'desc'], said('one of asc, desc')).default('asc'),
  cursor: z.string(said('a cursor of the link to the next page')).optional(),
}

/** A query of no more than dates and a part. */
export const rangeQuery = z.object(rangeFields)

/** What `rangeFields` give. */
export type RangeQuery = z.output<typeof rangeQuery>

/** Trading dates, both included. */
export interface DateRange {
  readonly from: IsoDate
  readonly until: IsoDate
}

/** The trading date that is so many before another; a weekday where the calendar does not reach. */
function daysBefore(until: IsoDate, days: number): IsoDate {
  let first = until
  for (let i = 1; i < days; i += 1) first = before(first)
  return first
}

const DAY = 86_400_000

function before(date: IsoDate): IsoDate {
  if (date > vietnamCalendar.from && date <= vietnamCalendar.until)
    return vietnamCalendar.previousTradingDay(date)
  const time = Date.parse(date)
  const isMonday = new Date(time).getUTCDay() === 1
  return new Date(time - (isMonday ? 3 * DAY : DAY)).toISOString().slice(0, 10)
}

/**
 * The dates that a query asks for: from `start` to `end`, or `days` trading dates up to `end`; `end` is the feed's present trading date
 * unless it is given. A string names the field that does not go with another.
 */
export function dateRange(
  { start, end, days }: Pick<RangeQuery, 'start' | 'end' | 'days'>,
  today: IsoDate,
  usualDays: number,
): DateRange | { readonly field: 'start' | 'days'; readonly allowed: string } {
  const until = end ?? (start !== undefined && start > today ? start : today)
  if (start === undefined) return { from: daysBefore(until, days ?? usualDays), until }
  if (days !== undefined) return { field: 'days', allowed: 'not beside start' }
  if (start > until) return { field: 'start', allowed: `a date not after end, ${until}` }
  return { from: start, until }
}
