import type { OddLot } from '../../../domain/event.ts'
import { bookOf } from '../book-of.ts'
import { lastOf } from '../last-of.ts'
import { type Message, securityOf, stampOf } from '../message.ts'

/** The last trade of `t` and `te` on G4, or the book of `q` there: each comes without the other. */
export function oddLot(message: Message): OddLot {
  const security = securityOf(message)
  const { bids, asks } = bookOf(message, security)
  return {
    kind: 'oddLot',
    ...stampOf(message),
    symbol: security.symbol,
    venue: security.venue,
    ...lastOf(message, security),
    bids,
    asks,
  }
}
