import type { Clock } from '../../../domain/event.ts'
import { type Message, stampOf } from '../message.ts'

/** The time at the exchange, of `s`. The session that begins is one of a whole board, whose securities it does not name. */
export const session = (message: Message): Clock => ({ kind: 'clock', ...stampOf(message) })
