import type { FeedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { decode } from '../decode.ts'

/** Kinds that are no word of the market: lists, the state of the link, the passing of time, what cannot be read. */
const others: ReadonlySet<FeedEvent['kind']> = new Set([
  'securities',
  'members',
  'minuteBar',
  'connection',
  'clock',
  'rejected',
])

/** Whether a frame has an event of the market: a trade, an order book, an index, a session and so on. */
export const tellsOfMarket = (frame: Frame): boolean => decode(frame).some(({ kind }) => !others.has(kind))
