import type { TradePhase, Venue } from '../domain/market.ts'
import { type Instant, ictTimeOfDay } from '../domain/time.ts'
import { phaseOfTime } from './phases.ts'
import { type FeedPhase, phaseOfSession } from './session-code.ts'

/** Feeds print the last trades of a phase, above all an auction's result, up to some seconds after its end. */
const PRINT_DELAY = 10_000

const TRADING: Partial<Record<FeedPhase, TradePhase>> = {
  ato: 'ato',
  continuous: 'continuous',
  atc: 'atc',
  plo: 'plo',
  putThrough: 'putThrough',
}

function phaseByClock(venue: Venue, timeOfDay: number): TradePhase | undefined {
  const before = TRADING[phaseOfTime(venue, timeOfDay - PRINT_DELAY)]
  return before === 'atc' ? before : (TRADING[phaseOfTime(venue, timeOfDay)] ?? before)
}

/**
 * The phase that a trade was made in: what the feed's session code says, and only without one what the clock says.
 * A code in which nothing trades (break, closed, halt), or that is not known, gives `other`: the trade counts, and stands apart.
 *
 * By the clock a trade up to ten seconds after a phase's end belongs to that phase when nothing trades in the next one, and
 * always to the closing auction. The opening auction's result cannot be told from the first continuous trades of the
 * same second and counts as `continuous`. The calendar is not asked: who traded was open.
 *
 * @example tradePhaseOf('ATO', 'HOSE', Date.parse('2026-11-20T09:15:02+07:00')) // 'ato'
 * @example tradePhaseOf(null, 'DERIVATIVES', Date.parse('2026-11-20T14:45:01+07:00')) // 'atc'
 */
export function tradePhaseOf(
  sessionCode: string | null | undefined,
  venue: Venue,
  instant: Instant,
): TradePhase {
  if (sessionCode == null) return phaseByClock(venue, ictTimeOfDay(instant)) ?? 'other'
  const phase = phaseOfSession('ssi', sessionCode)
  return (phase && TRADING[phase]) ?? 'other'
}
