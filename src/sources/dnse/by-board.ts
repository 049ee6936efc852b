import type { DecodedEvent } from '../../domain/event.ts'
import { boardOf, isBondMarket } from './ids.ts'
import type { Message } from './message.ts'

/** Makes the events of one kind of message. */
export type Read = (message: Message) => readonly DecodedEvent[]

/** Reads a message as its board wants it; what is of a board without a reader, or a bond's, tells nothing. */
export const byBoard =
  (readers: Readonly<Record<string, Read>>): Read =>
  (message) => {
    if (isBondMarket(message.fields('marketId'))) return []
    const board = boardOf(message.fields('boardId'))
    return Object.hasOwn(readers, board) ? (readers[board]?.(message) ?? []) : []
  }
