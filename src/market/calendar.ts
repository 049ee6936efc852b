import holidays from '../../data/reference/holidays.json' with { type: 'json' }
import type { IsoDate } from '../domain/time.ts'
import { addDays, checkedDate, weekdayOf } from './date.ts'

/** A dated fact about a day, and where it is from. */
export interface CalendarLine {
  readonly date: IsoDate
  readonly reason: string
  /** `H` published and confirmed, `M` one good source, `L` weak, `?` not published: to be verified. */
  readonly certainty: string
  readonly source: string
  /** The day the source was read or printed. */
  readonly asOf: IsoDate
  readonly note?: string
}

/** The trading calendar as data, of the form of `data/reference/holidays.json`. Weekends need no line. */
export interface CalendarFile {
  /** First and last date that the calendar answers for; beyond them it refuses. */
  readonly from: IsoDate
  readonly until: IsoDate
  /** Last date of which the exchanges have published their holidays. */
  readonly published: IsoDate
  /** Weekdays without trading. */
  readonly closed: readonly CalendarLine[]
  /** Make-up Saturdays: people work, the exchanges do not trade. */
  readonly officeDays?: readonly CalendarLine[]
}

/** What a calendar knows of a day. */
export interface CalendarDay {
  readonly date: IsoDate
  readonly trading: boolean
  readonly reason: string
  /** As in `CalendarLine`. */
  readonly certainty: string
}

/** Which days the exchanges trade. Every function throws a `RangeError` beyond the horizon instead of guessing. */
export interface Calendar {
  readonly from: IsoDate
  readonly until: IsoDate
  readonly day: (date: IsoDate) => CalendarDay
  readonly isTradingDay: (date: IsoDate) => boolean
  /** The first trading day after `date`. */
  readonly nextTradingDay: (date: IsoDate) => IsoDate
  /** The last trading day before `date`. */
  readonly previousTradingDay: (date: IsoDate) => IsoDate
}

const SUNDAY = 0
const SATURDAY = 6

const byDate = (lines: readonly CalendarLine[] = []): ReadonlyMap<IsoDate, CalendarLine> =>
  new Map(lines.map((line) => [checkedDate(line.date), line]))

const isWeekend = (date: IsoDate): boolean => [SUNDAY, SATURDAY].includes(weekdayOf(date))

/**
 * A calendar from dated lines: the bundled ones, or a user's file.
 *
 * Throws a `RangeError` on a line whose date is none, and on a horizon that ends before it begins.
 *
 * @example makeCalendar({ from: '2026-01-01', until: '2026-12-31', published: '2026-12-31', closed: [] }).isTradingDay('2026-11-24') // true
 */
export function makeCalendar(file: CalendarFile): Calendar {
  const { from, until, published } = file
  const closed = byDate(file.closed)
  const officeDays = byDate(file.officeDays)
  checkedDate(published)
  if (checkedDate(from) > checkedDate(until)) {
    throw new RangeError(`The calendar ends (${until}) before it begins (${from}).`)
  }

  const within = (date: IsoDate): IsoDate => {
    if (checkedDate(date) >= from && date <= until) return date
    throw new RangeError(
      `The trading calendar knows ${from} to ${until}, not ${date}: give it a calendar file that covers that day.`,
    )
  }
  const isTradingDay = (date: IsoDate): boolean => !isWeekend(within(date)) && !closed.has(date)
  const nearest = (date: IsoDate, step: 1 | -1): IsoDate => {
    let day = addDays(within(date), step)
    while (!isTradingDay(day)) day = addDays(day, step)
    return day
  }
  const describe = (date: IsoDate): Description => {
    const line = closed.get(date)
    if (line) return { reason: doubted(line), certainty: line.certainty }
    if (isWeekend(date)) return { reason: weekendReason(date, officeDays.get(date)), certainty: 'H' }
    return date <= published ? OPEN : OPEN_UNPUBLISHED
  }
  return {
    from,
    until,
    isTradingDay,
    nextTradingDay: (date) => nearest(date, 1),
    previousTradingDay: (date) => nearest(date, -1),
    day: (date) => ({ date, trading: isTradingDay(date), ...describe(date) }),
  }
}

type Description = Pick<CalendarDay, 'reason' | 'certainty'>

const OPEN: Description = { reason: 'trading day', certainty: 'H' }
const OPEN_UNPUBLISHED: Description = {
  reason: 'weekday; the holidays of that year are not published yet',
  certainty: '?',
}

function weekendReason(date: IsoDate, officeDay: CalendarLine | undefined): string {
  const name = weekdayOf(date) === SUNDAY ? 'Sunday' : 'Saturday'
  return officeDay ? `${name}: ${officeDay.reason}` : name
}

const doubted = ({ reason, certainty }: CalendarLine): string =>
  certainty === '?' ? `${reason} (not confirmed by the exchanges)` : reason

let inUse = makeCalendar(holidays)

/**
 * The calendar that everything goes by: the bundled one, 2025 to 2027, of `data/reference/holidays.json`, unless the user's own
 * stands in its place. 24 November 2026 is closed with a doubt; of 2027 only what the law fixes is in it, because no
 * list of that year is published.
 *
 * @example vietnamCalendar.day('2026-11-24') // { date: '2026-11-24', trading: false, reason: 'Vietnam Culture Day (not confirmed by the exchanges)', certainty: '?' }
 */
export const vietnamCalendar: Calendar = {
  get from() {
    return inUse.from
  },
  get until() {
    return inUse.until
  },
  day: (date) => inUse.day(date),
  isTradingDay: (date) => inUse.isTradingDay(date),
  nextTradingDay: (date) => inUse.nextTradingDay(date),
  previousTradingDay: (date) => inUse.previousTradingDay(date),
}

/**
 * Puts a calendar in the place of the bundled one for the whole process: before anything asks, for what was answered stays.
 *
 * @example replaceCalendar(makeCalendar(JSON.parse(readFileSync('my-holidays.json', 'utf8'))))
 */
export function replaceCalendar(calendar: Calendar): void {
  inUse = calendar
}

/**
 * True when the exchanges trade on the date, by `vietnamCalendar`. Throws a `RangeError` beyond its horizon.
 *
 * @example isTradingDay('2026-08-22') // false: a make-up Saturday is an office day only
 */
export const isTradingDay = (date: IsoDate): boolean => vietnamCalendar.isTradingDay(date)

/**
 * The first trading day after a date, by `vietnamCalendar`. Throws a `RangeError` beyond its horizon.
 *
 * @example nextTradingDay('2026-02-13') // '2026-02-23': after Tết
 */
export const nextTradingDay = (date: IsoDate): IsoDate => vietnamCalendar.nextTradingDay(date)

/**
 * The last trading day before a date, by `vietnamCalendar`. Throws a `RangeError` beyond its horizon.
 *
 * @example previousTradingDay('2026-02-23') // '2026-02-13'
 */
export const previousTradingDay = (date: IsoDate): IsoDate => vietnamCalendar.previousTradingDay(date)
