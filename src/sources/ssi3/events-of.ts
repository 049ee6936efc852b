import type { FeedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { unreadable } from '../unreadable.ts'
import { band } from './kinds/band.ts'
import { foreignTotals } from './kinds/foreign-totals.ts'
import { indexValue } from './kinds/index-value.ts'
import { lastTrade } from './kinds/last-trade.ts'
import { oddLot } from './kinds/odd-lot.ts'
import { putThrough } from './kinds/put-through.ts'
import { quote } from './kinds/quote.ts'
import { venueSession } from './kinds/venue-session.ts'
import { type Topic, topicIn, type TopicType } from './topic.ts'
import type { Message, Values } from './values.ts'

/** Makes the event of one type of topic; `undefined` for a message that tells nothing yet. */
type Read = (values: Values, frame: Frame) => FeedEvent | undefined

const nothing: Read = () => undefined

const TYPES: Readonly<Record<TopicType, Read>> = {
  trade: lastTrade,
  quote,
  room: foreignTotals,
  put: putThrough,
  oddlot: oddLot,
  market: band,
  'trade.index': indexValue,
  // Its fields are not documented: the log keeps it.
  indexsummary: nothing,
}

/**
 * What a message tells.
 *
 * - Trades, quotes, room, deals and odd lots do not say where their security trades: `placed` finds out.
 * - Bars in progress (`@1m`, `@5m`) and `indexsummary` give nothing: bars are built here. An index ≤ 0 gives nothing either.
 *
 * Throws `Unreadable`, which names the field, its value and what was expected.
 */
export function eventsOf({ channel, topic, data }: Message, frame: Frame): readonly FeedEvent[] {
  if (channel !== 'DATA' && !isData(channel)) unreadable('channel', channel, 'DATA')
  const event = readOf(topic)(data(), frame)
  return event ? [event] : []
}

const isData = (channel: unknown): boolean => typeof channel === 'string' && channel.toUpperCase() === 'DATA'

/** Most topics that are kept with what reads them. A market has some thousand. */
const MOST_KNOWN = 16_384

/** What reads a topic, by its text: to take it apart costs as much as to read a quote. */
const known = new Map<unknown, Read>()

function readOf(raw: unknown): Read {
  const read = known.get(raw)
  if (read) return read
  if (known.size === MOST_KNOWN) known.clear()
  const found = readFor(topicOf(raw))
  known.set(raw, found)
  return found
}

const topicOf = (raw: unknown): Topic =>
  (typeof raw === 'string' ? topicIn(raw) : undefined) ?? unreadable('topic', raw, 'a topic like trade.FPT')

function readFor({ type, filter, interval }: Topic): Read {
  if (interval === '1m' || interval === '5m') return nothing
  return type === 'market' && filter === 'FLAG' ? venueSession : TYPES[type]
}
