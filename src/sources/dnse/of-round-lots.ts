import type { DecodedEvent } from '../../domain/event.ts'
import { boardOf, isBondMarket } from './ids.ts'
import type { Message } from './message.ts'

/** Makes the events of one kind of message. */
export type Read = (message: Message) => readonly DecodedEvent[]

/** The board whose orders make the price and the day's totals. */
const ROUND_LOTS = 'G1'

/** Reads a message of any board, so that a bad one is rejected, and tells of it when it is of the round lots. Bonds tell nothing. */
export const ofRoundLots =
  (read: Read): Read =>
  (message) => {
    if (isBondMarket(message.fields('marketId'))) return []
    const events = read(message)
    return boardOf(message.fields('boardId')) === ROUND_LOTS ? events : []
  }
