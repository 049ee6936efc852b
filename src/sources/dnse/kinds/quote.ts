import type { Quote } from '../../../domain/event.ts'
import { unreadable } from '../../unreadable.ts'
import { bookOf, hasBook } from '../book-of.ts'
import { type Message, securityOf, stampOf } from '../message.ts'

/** The order book of `q`. A message without either side tells of no book, and is rejected. */
export function quote(message: Message): Quote {
  const security = securityOf(message)
  if (!hasBook(message)) unreadable('bid', undefined, 'the levels of a book')
  return {
    kind: 'quote',
    ...stampOf(message),
    symbol: security.symbol,
    venue: security.venue,
    ...bookOf(message, security),
    reference: undefined,
    ceiling: undefined,
    floor: undefined,
  }
}
