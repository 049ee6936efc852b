import type { SecurityStatus } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { instantAt, symbolOf, textOf, venueAt } from '../fields.ts'
import { AT, type Fields, rawAt } from '../values.ts'

/** The session and status of F, in the feed's own codes. */
export function securityStatus(fields: Fields, frame: Frame): SecurityStatus {
  const symbol = symbolOf(rawAt(fields, AT.Symbol))
  return {
    kind: 'status',
    seq: frame.seq,
    exchangeTime: instantAt(fields),
    receivedTime: frame.receivedTime,
    symbol,
    venue: venueAt(fields, symbol),
    session: textOf(rawAt(fields, AT.TradingSession), 'TradingSession'),
    status: textOf(rawAt(fields, AT.TradingStatus), 'TradingStatus'),
  }
}
