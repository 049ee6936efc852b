import type { LastTrade } from '../../../domain/event.ts'
import type { TradePhase, Venue } from '../../../domain/market.ts'
import type { Instant } from '../../../domain/time.ts'
import { phaseOfSession } from '../../../market/session-code.ts'
import { tradePhaseOf } from '../../../market/trade-phase.ts'
import { required } from '../../ssi/fields.ts'
import { feedSideOf, sessionOf } from '../ids.ts'
import { lastOf } from '../last-of.ts'
import { type Message, securityOf, stampOf } from '../message.ts'
import { quantityIn } from '../units.ts'

/**
 * The last trade and the day's total of `t` and `te`; only `te` names the aggressor. The limits come with `sd` alone.
 * Without a volume the price is that of an earlier trade, and before the first trade of the day of none.
 */
export function lastTrade(message: Message): LastTrade {
  const { fields } = message
  const security = securityOf(message)
  const { symbol, venue } = security
  const stamp = stampOf(message)
  const total = quantityIn(fields('totalVolumeTraded'), 'totalVolumeTraded', security)
  const totalVolume = required(total, 'totalVolumeTraded', 'a quantity')
  const { price, volume } = lastOf(message, security)
  return {
    kind: 'last',
    ...stamp,
    symbol,
    venue,
    price: volume === undefined && totalVolume === 0 ? undefined : price,
    volume,
    totalVolume,
    phase: phaseOf(fields('tradingSessionId'), venue, stamp.exchangeTime),
    feedSide: feedSideOf(fields('side')),
    projectedPrice: undefined,
    reference: undefined,
    ceiling: undefined,
    floor: undefined,
  }
}

const TRADING: Partial<Record<string, TradePhase>> = { ato: 'ato', continuous: 'continuous', atc: 'atc' }

/**
 * By the session's code, and only without one by the clock. An auction after a halt, a halt and the night are `other`, and so is the time in
 * which nothing but put-through trades: deals have boards of their own.
 */
function phaseOf(raw: unknown, venue: Venue, instant: Instant): TradePhase {
  const code = sessionOf(raw)
  const phase =
    code === undefined ? tradePhaseOf(undefined, venue, instant) : TRADING[phaseOfSession('dnse', code) ?? '']
  return phase === undefined || phase === 'putThrough' ? 'other' : phase
}
