import type { IsoDate } from '../../../domain/time.ts'
import type { DateRange } from './range.ts'

const DAY = 86_400_000

const isoDate = (time: number): IsoDate => new Date(time).toISOString().slice(0, 10)

/** Days since Monday. */
const weekday = (date: IsoDate): number => (new Date(Date.parse(date)).getUTCDay() + 6) % 7

const monday = (date: IsoDate): IsoDate => isoDate(Date.parse(date) - weekday(date) * DAY)
const sunday = (date: IsoDate): IsoDate => isoDate(Date.parse(date) + (6 - weekday(date)) * DAY)

const firstOfMonth = (date: IsoDate): IsoDate => `${date.slice(0, 7)}-01`

function lastOfMonth(date: IsoDate): IsoDate {
  const next = new Date(Date.parse(firstOfMonth(date)))
  return isoDate(next.setUTCMonth(next.getUTCMonth() + 1) - DAY)
}

/**
 * The dates that make each candle whole of which a range has a part: from Monday to Sunday those of weeks, whole months those of months.
 * Candles of a day or less lie in one date.
 */
export function wholeCandles(range: DateRange, interval: string): DateRange {
  const { from, until } = range
  if (interval === '1w') return { from: monday(from), until: sunday(until) }
  if (interval === '1M') return { from: firstOfMonth(from), until: lastOfMonth(until) }
  return range
}
