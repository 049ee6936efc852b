import type { Phase, Venue } from '../domain/market.ts'
import { ictDate, ictTimeOfDay, type Instant } from '../domain/time.ts'
import { type Calendar, vietnamCalendar } from './calendar.ts'
import { KRX_START } from './order-rules.ts'
import { phaseOfTime } from './phases.ts'

const DEALS: ReadonlySet<Phase> = new Set<Phase>(['ato', 'continuous', 'atc', 'plo', 'putThrough'])
const ODD_LOTS: ReadonlySet<Phase> = new Set<Phase>(['ato', 'continuous', 'atc'])
const ODD_LOTS_BEFORE: ReadonlySet<Phase> = new Set<Phase>(['continuous'])

/**
 * True when put-through deals in shares may be made in a phase: in all that match orders, and after the closing auction.
 *
 * @example takesPutThrough('lunch') // false
 */
export const takesPutThrough = (phase: Phase): boolean => DEALS.has(phase)

/**
 * True while put-through deals may be made: beside all of the day's phases that trade, and on HOSE alone from 14:45 to
 * 15:00. Since 5 May 2025 either side starts a deal, and a deal made stands.
 * Throws a `RangeError` beyond the calendar's horizon.
 *
 * @example isPutThroughOpen('HOSE', Date.parse('2026-11-20T14:50:00+07:00')) // true
 */
export function isPutThroughOpen(
  venue: Venue,
  instant: Instant,
  calendar: Calendar = vietnamCalendar,
): boolean {
  return calendar.isTradingDay(ictDate(instant)) && takesPutThrough(phaseOfTime(venue, ictTimeOfDay(instant)))
}

/**
 * True while odd lots (1 to 99 shares, limit orders only, in a book of their own) may be ordered: with the round lots, auctions included, never
 * in the post-close phase. On HOSE before 5 May 2025 in the continuous phases only. Futures have none.
 * Throws a `RangeError` beyond the calendar's horizon.
 *
 * @example isOddLotOpen('HNX', Date.parse('2026-11-20T14:50:00+07:00')) // false: post-close takes round lots only
 */
export function isOddLotOpen(venue: Venue, instant: Instant, calendar: Calendar = vietnamCalendar): boolean {
  const date = ictDate(instant)
  if (venue === 'DERIVATIVES' || !calendar.isTradingDay(date)) return false
  const phases = venue === 'HOSE' && date < KRX_START ? ODD_LOTS_BEFORE : ODD_LOTS
  return phases.has(phaseOfTime(venue, ictTimeOfDay(instant)))
}
