import type { DecodedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { fieldReader, isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { orRejected } from '../rejected.ts'
import { Unreadable, unreadable } from '../unreadable.ts'
import { foreignTotals } from './kinds/foreign-totals.ts'
import { indexValue } from './kinds/index-value.ts'
import { lastTrade } from './kinds/last-trade.ts'
import { quote } from './kinds/quote.ts'
import { securityDefinition } from './kinds/security-definition.ts'
import { session } from './kinds/session.ts'
import type { FieldName, Fields } from './messages.ts'
import { ofRoundLots, type Read } from './of-round-lots.ts'

/** Longest frame that is read, UTF-16 units. The longest real message has about 2,000. */
const FRAME_LIMIT = 256 * 1024

const readTrade = ofRoundLots((message) => [lastTrade(message)])
const readNothing: Read = () => []

/** The kinds by their `T`. */
const KINDS: ReadonlyMap<unknown, Read> = new Map<unknown, Read>([
  ['t', readTrade],
  ['te', readTrade],
  ['q', ofRoundLots((message) => [quote(message)])],
  ['sd', ofRoundLots(securityDefinition)],
  ['f', ofRoundLots((message) => [foreignTotals(message)])],
  ['mi', (message) => [indexValue(message)].filter((event) => event !== undefined)],
  ['s', (message) => [session(message)]],
  ...['e', 'b', 'bc', 'emi', 'ii', 'o', 'do', 'eo', 'p', 'dp', 'ep', 'a'].map(
    (name) => [name, readNothing] as const,
  ),
])

/** What a message without `T` is, by the first of these fields that it has. */
const SHAPES: readonly (readonly [FieldName, string])[] = [
  ['order', 'o'],
  ['position', 'p'],
  ['marketIndex', 'emi'],
  ['bid', 'q'],
  ['offer', 'q'],
  ['basicPrice', 'sd'],
  ['expectedTradePrice', 'e'],
  ['valueIndexes', 'mi'],
  ['resolution', 'b'],
  ['totalVolumeTraded', 'te'],
  ['matchPrice', 'te'],
  ['totalBuyVolume', 'f'],
  ['buyVolume', 'f'],
  ['tscProdGrpId', 's'],
  ['eventId', 's'],
]

/**
 * What a message of DNSE's OpenAPI v2 stream tells: the events of a frame whose text is one WebSocket message, encoding `json`.
 *
 * - Trades and books, limits and status, foreign totals, indices; of a session's change the time alone. Units are turned, see `units.ts`.
 * - Only the round lots (G1) tell: nobody has written down whether the totals of post-close, odd lots and put-through count apart, and a
 *   total that falls would begin a security's day anew. Messages of other boards are read all the same, so that bad ones are found.
 * - Bonds tell nothing: nobody has written down their units.
 * - Expected prices tell nothing, for they come without the day's total; nor do bars, which are built here, estimated indices, orders,
 *   positions, nor what a connection says of itself.
 * - Anything that cannot be read gives one `rejected` event that names the field, its value and what was expected.
 *
 * Never throws.
 */
export const decodeDnse = (frame: Frame): readonly DecodedEvent[] =>
  orRejected(frame, () => {
    const { length } = frame.text
    if (length > FRAME_LIMIT)
      throw new Unreadable(`frame has ${length} letters, expected at most ${FRAME_LIMIT}`)
    return contentsOf(jsonObject(frame.text, 'frame')).flatMap((content) => readContent(content, frame))
  })

interface Content {
  readonly type: unknown
  readonly object: JsonObject
}

/** Most objects around a payload. */
const WRAPPERS = 3

/** The payload, or several, out of the objects that wrap it; the innermost type holds. */
function contentsOf(object: JsonObject, outerType?: unknown, depth = 0): readonly Content[] {
  const type = object['T'] ?? outerType
  const inners = depth < WRAPPERS ? innersOf(object) : []
  return inners.length > 0
    ? inners.flatMap((inner) => contentsOf(inner, type, depth + 1))
    : [{ type, object }]
}

/** What an object wraps: one object, or a list of objects. */
function innersOf({ data, d, payload }: JsonObject): readonly JsonObject[] {
  const inner = data ?? d ?? payload
  const inners: readonly unknown[] = Array.isArray(inner) ? inner : [inner]
  return inners.every(isJsonObject) ? inners : []
}

function readContent({ type, object }: Content, frame: Frame): readonly DecodedEvent[] {
  const fields: Fields = fieldReader(object)
  if (type === undefined && (typeof object['action'] === 'string' || typeof object['a'] === 'string'))
    return []
  const kind = type ?? SHAPES.find(([field]) => fields(field) !== undefined)?.[1]
  const read = KINDS.get(kind) ?? unreadable('T', kind, 't, te, q, sd, f, mi or s, or fields of one of them')
  return read({ fields, frame })
}
