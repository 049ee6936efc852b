import type { SecurityStatus } from '../../../domain/event.ts'
import type { Frame } from '../../../domain/frame.ts'
import { instantOfFields, symbolOf, textOf, venueOf } from '../fields.ts'
import type { Fields } from '../messages.ts'

/** The session and status of F, in the feed's own codes. */
export function securityStatus(fields: Fields, frame: Frame): SecurityStatus {
  const symbol = symbolOf(fields('Symbol'))
  return {
    kind: 'status',
    seq: frame.seq,
    exchangeTime: instantOfFields(fields),
    receivedTime: frame.receivedTime,
    symbol,
    venue: venueOf(fields, symbol),
    session: textOf(fields('TradingSession'), 'TradingSession'),
    status: textOf(fields('TradingStatus'), 'TradingStatus'),
  }
}
