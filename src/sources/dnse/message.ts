import type { Stamp } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { symbolOf } from '../ssi/fields.ts'
import { unreadable } from '../unreadable.ts'
import { boardOf, venueOf } from './ids.ts'
import type { FieldName, Fields } from './messages.ts'
import { timeIn } from './times.ts'
import type { TradingPlace } from './units.ts'

/** A message of the stream, or a row of a list, as far as it is open. */
export interface Message {
  readonly fields: Fields
  readonly frame: Frame
}

/** The security that a message is of, and where it trades: its units follow from that. */
export interface SecurityOf extends TradingPlace {
  readonly symbol: string
}

/** Reads of which security a message is. */
export function securityOf({ fields }: Message): SecurityOf {
  const symbol = symbolOf(fields('symbol'), 'symbol')
  return { symbol, venue: venueOf(fields('marketId'), symbol), board: boardOf(fields('boardId')) }
}

const TIMES: readonly FieldName[] = ['time', 'transactTime', 'sendingTime']

/** The time that a message names, under any of its names; `undefined` when it names none. */
export function timeOf({ fields, frame }: Message): number | undefined {
  const name = TIMES.find((field) => fields(field) !== undefined)
  return name && timeIn(fields(name), name, frame.receivedTime)
}

/** The stamp of a message that cannot do without a time. */
export const stampOf = (message: Message): Stamp => ({
  seq: message.frame.seq,
  exchangeTime: timeOf(message) ?? unreadable('time', undefined, 'a time'),
  receivedTime: message.frame.receivedTime,
})
