import type { SecurityStatus } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { instantOf, symbolOf, textOf, venueOf } from '../fields.ts'
import { AT, type Values } from '../values.ts'

/** The session and status of F, in the feed's own codes. */
export function securityStatus(values: Values, frame: Frame): SecurityStatus {
  const symbol = symbolOf(values[AT.Symbol])
  return {
    kind: 'status',
    seq: frame.seq,
    exchangeTime: instantOf(values),
    receivedTime: frame.receivedTime,
    symbol,
    venue: venueOf(values, symbol),
    session: textOf(values[AT.TradingSession], 'TradingSession'),
    status: textOf(values[AT.TradingStatus], 'TradingStatus'),
  }
}
