import type { IsoDate } from '../../domain/time.ts'
import { venueNamed } from '../../market/venue-named.ts'
import type { KnownCodes } from './connect/known-codes.ts'
import { type Topic, topicIn, topicText } from './topic.ts'

const BOARDS = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES']
const SHARES = ['HOSE', 'HNX', 'UPCOM']
const INDICES = ['VNINDEX', 'VN30', 'VN100', 'HNXINDEX', 'HNX30', 'HNXUPCOMINDEX']

/**
 * What is subscribed to unless something else is asked for: what the default channels of v2 bring. Trades and quotes of all
 * boards and of the futures, foreign room, deals, indices, the boards' sessions, and the limits of what screens show.
 *
 * Deals are asked for by board and all together: the grammar has both, and which of them the server knows is not said. A deal that comes
 * twice counts once.
 */
export const DEFAULT_TOPICS: readonly string[] = [
  'market.FLAG',
  'market.VN30',
  'market.DERIVATIVES',
  ...BOARDS.map((board) => `quote.${board}`),
  ...BOARDS.map((board) => `trade.${board}`),
  ...SHARES.map((board) => `room.${board}`),
  ...INDICES.map((index) => `trade.index.${index}`),
  ...BOARDS.map((board) => `put.${board}`),
  'put.*',
]

/**
 * Topics as the server takes them, each once. The server is not known to take DERIVATIVES for any type, nor a board or an index for
 * `market`: these are written out, code by code, by the lists. A name without codes is left as it is.
 *
 * @param topics - each one that `topicIn` reads
 * @param date - the day whose futures are meant
 */
export function writtenOut(topics: readonly string[], codes: KnownCodes, date: IsoDate): readonly string[] {
  const out = topics.map(topicIn).flatMap((topic) => (topic ? each(topic, codes, date) : []))
  return [...new Set(out.map(topicText))]
}

function each(topic: Topic, codes: KnownCodes, date: IsoDate): readonly Topic[] {
  const isGroup = topic.type === 'market' ? topic.filter !== 'FLAG' : isDerivatives(topic)
  const members = isGroup ? codes.of(topic.filter, date) : undefined
  return members?.map((filter) => ({ ...topic, filter })) ?? [topic]
}

const isDerivatives = ({ filter }: Topic): boolean => venueNamed(filter) === 'DERIVATIVES'
