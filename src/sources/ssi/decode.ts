import type { DecodedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { fieldReader, isJsonObject, type JsonObject, jsonObject } from '../json-object.ts'
import { orRejected } from '../rejected.ts'
import { Unreadable, unreadable } from '../unreadable.ts'
import { foreignTotals } from './kinds/foreign-totals.ts'
import { indexValue } from './kinds/index-value.ts'
import { lastTrade } from './kinds/last-trade.ts'
import { hasQuote, quote } from './kinds/quote.ts'
import { securityStatus } from './kinds/security-status.ts'
import type { FieldName, Fields } from './messages.ts'

/** Longest frame that is read, bytes. The longest real message has about 1,500. */
const FRAME_LIMIT = 256 * 1024

/** Makes the events of one kind of message. */
type Read = (fields: Fields, frame: Frame) => readonly DecodedEvent[]

const readTrade: Read = (fields, frame) => [lastTrade(fields, frame)]
const readQuote: Read = (fields, frame) => [quote(fields, frame)]
const readNothing: Read = () => []

/** The kinds by their names, in capitals; the older documents have QUOTE and TRADE. */
const KINDS: ReadonlyMap<string, Read> = new Map([
  ['F', (fields, frame) => [securityStatus(fields, frame)]],
  ['X', readCombined],
  ['X-QUOTE', readQuote],
  ['QUOTE', readQuote],
  ['X-TRADE', readTrade],
  ['TRADE', readTrade],
  ['R', (fields, frame) => [foreignTotals(fields, frame)]],
  ['MI', (fields, frame) => [indexValue(fields, frame)].filter((event) => event !== undefined)],
  ['B', readNothing],
  ['OL', readNothing],
])

/**
 * What a FastConnect v2 message tells: the events of a frame whose text is the argument of a Broadcast.
 *
 * - X gives the last trade, then the quote. A bad quote in it is rejected alone: the trade stays.
 * - B and OL give nothing: bars are built here, and odd lots do not count. An index ≤ 0 gives nothing either.
 * - Anything that cannot be read gives one `rejected` event that names the field, its value and what was expected.
 *
 * Never throws.
 */
export const decodeSsi = (frame: Frame): readonly DecodedEvent[] => orRejected(frame, readFrame)

function readFrame(frame: Frame): readonly DecodedEvent[] {
  limitSize(frame.text)
  const envelope = fieldReader(jsonObject(frame.text, 'frame'))
  const fields: Fields = fieldReader(contentOf(envelope('Content')))
  const read = kindOf(envelope('DataType'), fields)
  return read(fields, frame)
}

function limitSize(text: string): void {
  // A UTF-16 unit is at most three bytes: short texts need no count.
  const bytes = text.length * 3 > FRAME_LIMIT ? Buffer.byteLength(text) : 0
  if (bytes > FRAME_LIMIT) throw new Unreadable(`frame has ${bytes} bytes, expected at most ${FRAME_LIMIT}`)
}

/** The content, which comes as text; some documents show the object itself. */
function contentOf(raw: unknown): JsonObject {
  if (typeof raw === 'string') return jsonObject(raw, 'Content')
  return isJsonObject(raw) ? raw : unreadable('Content', raw, 'JSON')
}

/** The kind by DataType; by RType where there is none, or where X was asked for and one of its halves came. */
function kindOf(dataType: unknown, fields: Fields): Read {
  const own = kindNamed(fields('RType'))
  const kind = dataType === undefined ? own : kindNamed(dataType)
  const isHalf = own === readTrade || own === readQuote
  if (kind === readCombined && isHalf) return own
  return kind ?? unreadable('DataType', dataType, 'F, X, X-QUOTE, X-TRADE, R, MI, B or OL')
}

const kindNamed = (raw: unknown): Read | undefined =>
  typeof raw === 'string' ? KINDS.get(raw.trim().toUpperCase()) : undefined

const TRADE_FIELDS: readonly FieldName[] = ['TotalVol', 'LastVol', 'LastPrice']

/** Trade first: it was made against the quote that stood before this one. A message with neither lacks a trade. */
function readCombined(fields: Fields, frame: Frame): readonly DecodedEvent[] {
  const quoted = hasQuote(fields)
  const traded = !quoted || TRADE_FIELDS.some((name) => fields(name) !== undefined)
  const trades = traded ? readTrade(fields, frame) : []
  return quoted ? [...trades, ...orRejected(frame, () => readQuote(fields, frame))] : trades
}
