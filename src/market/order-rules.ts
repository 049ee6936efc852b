import type { Phase, Venue } from '../domain/market.ts'
import { ictDate, ictTimeOfDay, type Instant, type IsoDate } from '../domain/time.ts'
import type { OrderType } from './matching/order.ts'
import { acceptedOrderTypes } from './matching/order-refusal.ts'
import { phaseOfTime } from './phases.ts'

/** First day of the trading system that the exchanges run today. */
export const KRX_START: IsoDate = '2025-05-05'

/** What may be asked of the exchange. */
export type OrderAction = 'enter' | 'amend' | 'cancel'

/** An order type of today, or `MP`, HOSE's market order until April 2025: what was left became a limit order one tick worse. */
export type DatedOrderType = OrderType | 'MP'

/**
 * The order types that a venue takes in a phase, on a date. Today's are the matching engine's own; before 5 May 2025 HOSE's market order
 * was called MP. That HOSE takes no MOK and MAK since is the best evidence found, not a printed rule.
 *
 * @example orderTypesOn('HOSE', 'continuous', '2026-11-20') // ['LO', 'MTL']
 * @example orderTypesOn('HOSE', 'continuous', '2025-04-29') // ['LO', 'MP']
 */
export const orderTypesOn = (venue: Venue, phase: Phase, date: IsoDate): readonly DatedOrderType[] =>
  acceptedOrderTypes(venue, phase).map((type) =>
    venue === 'HOSE' && type === 'MTL' && date < KRX_START ? 'MP' : type,
  )

/**
 * What a venue lets be done with orders in a phase. Auctions and the post-close phase lock the book: not even a limit order
 * left over from continuous trading can be amended or cancelled. Lunch is hard: nothing at all (what a broker queues
 * is the broker's).
 *
 * @example orderActions('HOSE', 'atc') // ['enter']
 */
export function orderActions(venue: Venue, phase: Phase): readonly OrderAction[] {
  if (acceptedOrderTypes(venue, phase).length === 0) return []
  return phase === 'continuous' ? ['enter', 'amend', 'cancel'] : ['enter']
}

const PLO_CROSSING = (14 * 60 + 55) * 60_000

/**
 * How HNX's post-close phase matches at an instant, always at the closing price: since 5 May 2025 orders are collected until 14:55, crossed
 * there, and matched as they come until 15:00; before, they matched as they came from 14:45. `undefined` outside that phase.
 * The calendar is not asked.
 *
 * @example postCloseMatching(Date.parse('2026-11-20T14:50:00+07:00')) // 'collect'
 */
export function postCloseMatching(instant: Instant): 'collect' | 'continuous' | undefined {
  const timeOfDay = ictTimeOfDay(instant)
  if (phaseOfTime('HNX', timeOfDay) !== 'plo') return undefined
  return ictDate(instant) >= KRX_START && timeOfDay < PLO_CROSSING ? 'collect' : 'continuous'
}
