import type { DecodedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { fieldReader, isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { orRejected } from '../rejected.ts'
import { Unreadable, unreadable } from '../unreadable.ts'
import { byBoard, type Read } from './by-board.ts'
import { foreignTotals } from './kinds/foreign-totals.ts'
import { indexValue } from './kinds/index-value.ts'
import { lastTrade } from './kinds/last-trade.ts'
import { oddLot } from './kinds/odd-lot.ts'
import { putThrough } from './kinds/put-through.ts'
import { quote } from './kinds/quote.ts'
import { securityDefinition } from './kinds/security-definition.ts'
import { venueSession } from './kinds/venue-session.ts'
import type { FieldName, Fields } from './messages.ts'

/** Longest frame that is read, UTF-16 units. The longest real message has about 2,000. */
const FRAME_LIMIT = 256 * 1024

const readOddLot: Read = (message) => [oddLot(message)]
const readPutThrough: Read = (message) => [putThrough(message)]
const readTrade = byBoard({
  G1: (message) => [lastTrade(message)],
  G4: readOddLot,
  T1: readPutThrough,
  T3: readPutThrough,
  T4: readPutThrough,
  T6: readPutThrough,
})
const readNothing: Read = () => []

/** The kinds by their `T`. */
const KINDS: ReadonlyMap<unknown, Read> = new Map<unknown, Read>([
  ['t', readTrade],
  ['te', readTrade],
  ['q', byBoard({ G1: (message) => [quote(message)], G4: readOddLot })],
  ['sd', byBoard({ G1: securityDefinition })],
  ['f', byBoard({ G1: (message) => [foreignTotals(message)] })],
  ['mi', (message) => [indexValue(message)].filter((event) => event !== undefined)],
  ['s', byBoard({ G1: (message) => [venueSession(message)] })],
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
 * - Trades and books, limits and status, foreign totals, indices, sessions of venues. Units are turned, see `units.ts`.
 * - Round lots (G1) make a security's price and totals; odd lots (G4) and put-through (T1, T3, T4, T6) are told apart from them.
 * - Post-close (G3) tells nothing: nobody has written down whether its totals count on or apart, and a total that falls would begin the
 *   security's day anew. Bonds tell nothing: nobody has written down their units.
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
