/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number

/** A calendar date of Vietnam, `2026-11-20`. */
export type IsoDate = string

/** Vietnam is seven hours ahead of UTC, without daylight saving. */
export const ICT_OFFSET = 7 * 3_600_000

const DAY = 86_400_000

/** When a trading day begins for running totals: before the derivatives' pre-open at 08:45. */
const ROLLOVER = 8.5 * 3_600_000

/** The Vietnamese date of an instant. */
export const ictDate = (instant: Instant): IsoDate =>
  new Date(instant + ICT_OFFSET).toISOString().slice(0, 10)

/** Milliseconds since midnight in Vietnam. */
export const ictTimeOfDay = (instant: Instant): number => (((instant + ICT_OFFSET) % DAY) + DAY) % DAY

/** The instant of a Vietnamese date and a time of day, ms since midnight. Throws a `RangeError` on a date that is none. */
export function instantOf(date: IsoDate, timeOfDay = 0): Instant {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(midnight)) throw new RangeError(`${date} is not a date like 2026-11-20.`)
  return midnight - ICT_OFFSET + timeOfDay
}

/** The second that was written last: most of what is told at a time is of one. */
let written = { second: NaN, text: '' }

/** ISO 8601 with Vietnam's offset, to the second: `2026-11-20T09:15:00+07:00`. */
export function isoIct(instant: Instant): string {
  const second = Math.floor(instant / 1_000)
  if (second !== written.second) {
    const text = new Date(instant + ICT_OFFSET).toISOString().slice(0, 19)
    written = { second, text: `${text}+07:00` }
  }
  return written.text
}

/**
 * A number that names the trading day an instant belongs to; it grows by one a calendar day, at 08:30 in Vietnam.
 * What came between midnight and 08:30 belongs to the day before.
 */
export const tradingDay = (instant: Instant): number => Math.floor((instant + ICT_OFFSET - ROLLOVER) / DAY)

/** The trading date of an instant: that of the trading day it belongs to. */
export const tradingDate = (instant: Instant): IsoDate => ictDate(instant - ROLLOVER)

/** A Thursday. */
const EPOCH_WEEKDAY = 4
const WEEK = 7

/** Whether it is Saturday or Sunday in Vietnam: the exchanges never trade then, not even where people work instead of another day. */
export function isWeekend(instant: Instant): boolean {
  const day = Math.floor((instant + ICT_OFFSET) / DAY) + EPOCH_WEEKDAY
  const weekday = ((day % WEEK) + WEEK) % WEEK
  return weekday === 0 || weekday === WEEK - 1
}

/** When the trading day of an instant ends and the next one begins. */
export const tradingDayEnd = (instant: Instant): Instant =>
  (tradingDay(instant) + 1) * DAY + ROLLOVER - ICT_OFFSET
