import { type IsoDate, ICT_OFFSET, instantOf, ictDate } from '../domain/time.ts'

const DAY = 86_400_000

/** The same string when it is a date of the calendar, like `2026-11-20`. Throws a `RangeError` otherwise. */
export function checkedDate(date: string): IsoDate {
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && ictDate(instantOf(date)) === date) return date
  throw new RangeError(`${date} is not a date like 2026-11-20.`)
}

/** The date `days` later, or earlier when negative. */
export const addDays = (date: IsoDate, days: number): IsoDate => ictDate(instantOf(date) + days * DAY)

/** Day of the week, 0 = Sunday to 6 = Saturday. */
export const weekdayOf = (date: IsoDate): number => new Date(instantOf(date) + ICT_OFFSET).getUTCDay()

/** The date of a year, a month 1-12 and a day of it. */
export const dateOf = (year: number, month: number, day: number): IsoDate =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
