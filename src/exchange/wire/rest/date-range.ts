import type { IsoDate } from '../../../domain/time.ts'
import type { RestQuery } from './rest-query.ts'

const DAY = 86_400_000
const LONGEST = 30 * DAY

/** Dates from and to, both within. */
export interface DateRange {
  readonly from: IsoDate
  readonly to: IsoDate
}

const RULE =
  'fromDate and toDate must be dates as dd/MM/yyyy, fromDate <= toDate < now, at most 30 days apart.'

/** The dates that are asked for; a text that says the rule, when they break it. `today` may be asked for, no later day. */
export function dateRange(query: RestQuery, today: IsoDate): DateRange | string {
  const from = isoDateOf(query('fromDate'))
  const to = isoDateOf(query('toDate'))
  if (from === undefined || to === undefined || from > to || to > today) return RULE
  return Date.parse(to) - Date.parse(from) > LONGEST ? RULE : { from, to }
}

/** A date as `dd/MM/yyyy`; `undefined` for what is none. */
export function isoDateOf(text = ''): IsoDate | undefined {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text) ?? []
  const date = `${year}-${month}-${day}`
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date)
  return exists ? date : undefined
}
