import type { DecodedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { orRejected } from '../rejected.ts'
import { unreadable } from '../unreadable.ts'
import { foreignTotals } from './kinds/foreign-totals.ts'
import { indexValue } from './kinds/index-value.ts'
import { lastTrade } from './kinds/last-trade.ts'
import { hasQuote, quote } from './kinds/quote.ts'
import { securityStatus } from './kinds/security-status.ts'
import { AT, type Fields, fieldsOf, type Message, rawAt } from './values.ts'

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
  ['MI', readIndex],
  ['B', readNothing],
  ['OL', readNothing],
])

/**
 * What a message tells.
 *
 * - X gives the last trade, then the quote. A bad quote in it is rejected alone: the trade stays.
 * - B and OL give nothing: bars are built here, and odd lots do not count. An index ≤ 0 gives nothing either.
 *
 * Throws `Unreadable`, which names the field, its value and what was expected.
 */
export const eventsOf = ({ dataType, values }: Message, frame: Frame): readonly DecodedEvent[] =>
  eventsIn(dataType, fieldsOf(values), frame)

/** The same of a message whose fields are at hand. */
export const eventsIn = (dataType: unknown, fields: Fields, frame: Frame): readonly DecodedEvent[] =>
  kindOf(dataType, fields)(fields, frame)

/** The kind by DataType; by RType where there is none, or where X was asked for and one of its halves came. */
function kindOf(dataType: unknown, fields: Fields): Read {
  if (dataType === undefined) return kindNamed(rawAt(fields, AT.RType)) ?? unknownKind(dataType)
  const kind = kindNamed(dataType) ?? unknownKind(dataType)
  if (kind !== readCombined) return kind
  const own = kindNamed(rawAt(fields, AT.RType))
  return own === readTrade || own === readQuote ? own : kind
}

const unknownKind = (dataType: unknown): never =>
  unreadable('DataType', dataType, 'F, X, X-QUOTE, X-TRADE, R, MI, B or OL')

const kindNamed = (raw: unknown): Read | undefined =>
  typeof raw === 'string' ? (KINDS.get(raw) ?? KINDS.get(raw.trim().toUpperCase())) : undefined

function readIndex(fields: Fields, frame: Frame): readonly DecodedEvent[] {
  const index = indexValue(fields, frame)
  return index === undefined ? [] : [index]
}

/** Trade first: it was made against the quote that stood before this one. A message with neither lacks a trade. */
function readCombined(fields: Fields, frame: Frame): readonly DecodedEvent[] {
  const quoted = hasQuote(fields)
  const trades = !quoted || hasTrade(fields) ? readTrade(fields, frame) : []
  return quoted ? [...trades, ...orRejected(frame, () => readQuote(fields, frame))] : trades
}

const hasTrade = (fields: Fields): boolean =>
  rawAt(fields, AT.TotalVol) !== undefined ||
  rawAt(fields, AT.LastVol) !== undefined ||
  rawAt(fields, AT.LastPrice) !== undefined
