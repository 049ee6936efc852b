import type { DecodedEvent } from '../../domain/event.ts'
import type { Frame } from '../../domain/frame.ts'
import { orRejected } from '../rejected.ts'
import { unreadable } from '../unreadable.ts'
import { foreignTotals } from './kinds/foreign-totals.ts'
import { indexValue } from './kinds/index-value.ts'
import { lastTrade } from './kinds/last-trade.ts'
import { hasQuote, quote } from './kinds/quote.ts'
import { securityStatus } from './kinds/security-status.ts'
import { AT, type Message, type Values } from './values.ts'

/** Makes the events of one kind of message. */
type Read = (values: Values, frame: Frame) => readonly DecodedEvent[]

const readTrade: Read = (values, frame) => [lastTrade(values, frame)]
const readQuote: Read = (values, frame) => [quote(values, frame)]
const readNothing: Read = () => []

/** The kinds by their names, in capitals; the older documents have QUOTE and TRADE. */
const KINDS: ReadonlyMap<string, Read> = new Map([
  ['F', (values, frame) => [securityStatus(values, frame)]],
  ['X', readCombined],
  ['X-QUOTE', readQuote],
  ['QUOTE', readQuote],
  ['X-TRADE', readTrade],
  ['TRADE', readTrade],
  ['R', (values, frame) => [foreignTotals(values, frame)]],
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
export function eventsOf({ dataType, values }: Message, frame: Frame): readonly DecodedEvent[] {
  return kindOf(dataType, values)(values, frame)
}

/** The kind by DataType; by RType where there is none, or where X was asked for and one of its halves came. */
function kindOf(dataType: unknown, values: Values): Read {
  if (dataType === undefined) return kindNamed(values[AT.RType]) ?? unknownKind(dataType)
  const kind = kindNamed(dataType) ?? unknownKind(dataType)
  if (kind !== readCombined) return kind
  const own = kindNamed(values[AT.RType])
  return own === readTrade || own === readQuote ? own : kind
}

const unknownKind = (dataType: unknown): never =>
  unreadable('DataType', dataType, 'F, X, X-QUOTE, X-TRADE, R, MI, B or OL')

const kindNamed = (raw: unknown): Read | undefined =>
  typeof raw === 'string' ? (KINDS.get(raw) ?? KINDS.get(raw.trim().toUpperCase())) : undefined

function readIndex(values: Values, frame: Frame): readonly DecodedEvent[] {
  const index = indexValue(values, frame)
  return index === undefined ? [] : [index]
}

/** Trade first: it was made against the quote that stood before this one. A message with neither lacks a trade. */
function readCombined(values: Values, frame: Frame): readonly DecodedEvent[] {
  const quoted = hasQuote(values)
  const trades = !quoted || hasTrade(values) ? readTrade(values, frame) : []
  return quoted ? [...trades, ...orRejected(frame, () => readQuote(values, frame))] : trades
}

const hasTrade = (values: Values): boolean =>
  values[AT.TotalVol] !== undefined || values[AT.LastVol] !== undefined || values[AT.LastPrice] !== undefined
