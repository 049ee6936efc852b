import type { Phase, Venue } from '../domain/market.ts'
import { type Instant, ictDate, ictTimeOfDay, instantOf, type IsoDate } from '../domain/time.ts'
import { type Calendar, vietnamCalendar } from './calendar.ts'

/** A stretch of a day, [from, until). */
export interface PhaseSpan {
  readonly phase: Phase
  readonly from: Instant
  readonly until: Instant
}

/** A stretch of any trading day, [from, until), ms since midnight in Vietnam. */
export interface PhaseTimes {
  readonly phase: Phase
  readonly from: number
  readonly until: number
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** Where each phase begins, hours and minutes. The clock did not change with the trading system of 5 May 2025. */
const STARTS: Record<Venue, readonly (readonly [Phase, number, number])[]> = {
  HOSE: [
    ['closed', 0, 0],
    ['preOpen', 8, 30],
    ['ato', 9, 0],
    ['continuous', 9, 15],
    ['lunch', 11, 30],
    ['continuous', 13, 0],
    ['atc', 14, 30],
    ['putThrough', 14, 45],
    ['closed', 15, 0],
  ],
  HNX: [
    ['closed', 0, 0],
    ['preOpen', 8, 30],
    ['continuous', 9, 0],
    ['lunch', 11, 30],
    ['continuous', 13, 0],
    ['atc', 14, 30],
    ['plo', 14, 45],
    ['closed', 15, 0],
  ],
  UPCOM: [
    ['closed', 0, 0],
    ['preOpen', 8, 30],
    ['continuous', 9, 0],
    ['lunch', 11, 30],
    ['continuous', 13, 0],
    ['closed', 15, 0],
  ],
  DERIVATIVES: [
    ['closed', 0, 0],
    ['preOpen', 8, 30],
    ['ato', 8, 45],
    ['continuous', 9, 0],
    ['lunch', 11, 30],
    ['continuous', 13, 0],
    ['atc', 14, 30],
    ['closed', 14, 45],
  ],
}

const timeOf = (hour: number, minute: number): number => (hour * 60 + minute) * MINUTE

const clockOf = (venue: Venue): readonly PhaseTimes[] =>
  STARTS[venue].map(([phase, hour, minute], i, all) => {
    const next = all[i + 1]
    return { phase, from: timeOf(hour, minute), until: next ? timeOf(next[1], next[2]) : DAY }
  })

const CLOCKS: Record<Venue, readonly PhaseTimes[]> = {
  HOSE: clockOf('HOSE'),
  HNX: clockOf('HNX'),
  UPCOM: clockOf('UPCOM'),
  DERIVATIVES: clockOf('DERIVATIVES'),
}

/**
 * The phases of a venue's trading day by the clock, in order, from midnight to midnight without a hole.
 *
 * @example phaseTimes('DERIVATIVES').find(({ phase }) => phase === 'ato')?.from // 31_500_000: 08:45
 */
export const phaseTimes = (venue: Venue): readonly PhaseTimes[] => CLOCKS[venue]

/**
 * The phase of a time of day, as if the day were a trading day.
 *
 * @param timeOfDay - ms since midnight in Vietnam
 * @example phaseOfTime('UPCOM', 14.75 * 3_600_000) // 'continuous'
 */
export const phaseOfTime = (venue: Venue, timeOfDay: number): Phase =>
  CLOCKS[venue].find(({ until }) => timeOfDay < until)?.phase ?? 'closed'

/**
 * The phases of a date, in order, from midnight to midnight in Vietnam without a hole; one `closed` span when the
 * exchanges do not trade. `preOpen` begins at 08:30, when the day before is put away.
 * Throws a `RangeError` beyond the calendar's horizon.
 *
 * @example daySchedule('HOSE', '2026-11-20').map(({ phase }) => phase)
 * // ['closed', 'preOpen', 'ato', 'continuous', 'lunch', 'continuous', 'atc', 'putThrough', 'closed']
 */
export function daySchedule(
  venue: Venue,
  date: IsoDate,
  calendar: Calendar = vietnamCalendar,
): readonly PhaseSpan[] {
  const midnight = instantOf(date)
  if (!calendar.isTradingDay(date)) return [{ phase: 'closed', from: midnight, until: midnight + DAY }]
  return CLOCKS[venue].map(({ phase, from, until }) => ({
    phase,
    from: midnight + from,
    until: midnight + until,
  }))
}

/**
 * The phase of a venue at an instant; a boundary belongs to the phase that begins. Real feeds print an auction's result
 * a few seconds after it: for a trade take `tradePhaseOf`.
 * Throws a `RangeError` beyond the calendar's horizon.
 *
 * @example phaseAt('DERIVATIVES', Date.parse('2026-11-20T08:45:00+07:00')) // 'ato'
 */
export const phaseAt = (venue: Venue, instant: Instant, calendar: Calendar = vietnamCalendar): Phase =>
  calendar.isTradingDay(ictDate(instant)) ? phaseOfTime(venue, ictTimeOfDay(instant)) : 'closed'

/**
 * When the phase that runs at an instant ends: for `closed` when the next trading day's `preOpen` begins.
 * Throws a `RangeError` beyond the calendar's horizon, and in its last night.
 *
 * @example phaseUntil('HOSE', Date.parse('2026-11-20T16:00:00+07:00')) // Monday 23 November 2026, 08:30
 */
export function phaseUntil(venue: Venue, instant: Instant, calendar: Calendar = vietnamCalendar): Instant {
  const today = ictDate(instant)
  const now = daySchedule(venue, today, calendar).find(({ until }) => instant < until)
  const midnight = instantOf(today) + DAY
  if (now && now.until < midnight) return now.until
  const [night] = daySchedule(venue, calendar.nextTradingDay(today), calendar)
  return night?.until ?? midnight
}
