import type { LastTrade } from '../../../domain/event.ts'
import type { TradePhase, Venue } from '../../../domain/market.ts'
import type { Price, Quantity } from '../../../domain/money.ts'
import type { Instant } from '../../../domain/time.ts'
import { phaseOfSession } from '../../../market/session-code.ts'
import { tradePhaseOf } from '../../../market/trade-phase.ts'
import { required } from '../../ssi/fields.ts'
import { unreadable } from '../../unreadable.ts'
import { feedSideOf, sessionOf } from '../ids.ts'
import { type Message, type SecurityOf, securityOf, stampOf } from '../message.ts'
import type { Fields } from '../messages.ts'
import { priceIn, quantityIn } from '../units.ts'

/** The last trade and the day's total of `t` and `te`; only `te` names the aggressor. The limits come with `sd` alone. */
export function lastTrade(message: Message): LastTrade {
  const { fields } = message
  const security = securityOf(message)
  const { symbol, venue } = security
  const stamp = stampOf(message)
  const totalVolume = required(
    quantityIn(fields('totalVolumeTraded'), 'totalVolumeTraded', security),
    'totalVolumeTraded',
    'a quantity',
  )
  const { price, volume } = lastOf(fields, security, totalVolume)
  return {
    kind: 'last',
    ...stamp,
    symbol,
    venue,
    price,
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

interface Last {
  readonly price: Price | undefined
  readonly volume: Quantity | undefined
}

/** As of any feed: without a volume it is the price of an earlier trade, and before the first trade of the day of none. */
function lastOf(fields: Fields, security: SecurityOf, totalVolume: Quantity): Last {
  const price = priceIn(fields('matchPrice') ?? fields('price'), 'matchPrice', security.venue)
  const volume = quantityIn(fields('matchQtty') ?? fields('quantity'), 'matchQtty', security)
  if (!volume) return { price: totalVolume > 0 ? price : undefined, volume: undefined }
  return { price: price ?? unreadable('matchPrice', undefined, 'a price above 0, as matchQtty is'), volume }
}

const TRADING: Partial<Record<string, TradePhase>> = { ato: 'ato', continuous: 'continuous', atc: 'atc' }

/** By the session's code, and only without one by the clock. An auction after a halt, a halt and the night are `other`. */
function phaseOf(raw: unknown, venue: Venue, instant: Instant): TradePhase {
  const code = sessionOf(raw)
  if (code === undefined) return tradePhaseOf(undefined, venue, instant)
  return TRADING[phaseOfSession('dnse', code) ?? ''] ?? 'other'
}
