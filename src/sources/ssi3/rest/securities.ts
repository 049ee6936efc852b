import type { Security } from '../../../domain/event.ts'
import type { Instrument, Venue } from '../../../domain/market.ts'
import { isFuture } from '../../../market/contracts.ts'
import { fieldReader, type JsonObject } from '../../json-object.ts'
import { symbolOf, venueFieldOf } from '../../ssi/fields.ts'
import { plain } from '../fields.ts'

/** A row of securitiesByBoard. */
export function security(row: JsonObject): Security {
  const field = fieldReader(row)
  const symbol = symbolIn(row)
  const venue = venueFieldOf(field('board'), 'board')
  const name = [field('symbolNameVi'), field('symbolNameEn')].find(Boolean)
  return {
    symbol,
    venue,
    instrument: instrumentOf(field, symbol, venue),
    name: typeof name === 'string' ? name : '',
  }
}

/** The code that a row is about, in capitals. */
export function symbolIn(row: JsonObject): string {
  const raw = fieldReader(row)('symbol')
  return symbolOf(typeof raw === 'string' ? raw.trim().toUpperCase() : raw, 'symbol')
}

/** Codes of covered warrants: C, the share, two digits of the year, two of the number. */
const WARRANT = /^C[A-Z0-9]{3}\d{4}$/

/** Only warrants have an underlying, and only funds an index or a net asset value of their own; empty or 0 stands for none. */
function instrumentOf(field: (name: string) => unknown, symbol: string, venue: Venue): Instrument {
  if (venue === 'DERIVATIVES' || isFuture(symbol)) return 'future'
  if (field('cwUnderlyingSymbol') || (venue === 'HOSE' && WARRANT.test(symbol))) return 'warrant'
  return [field('iNav'), field('iIndex')].some((value) => Number(plain(value) ?? 0) > 0) ? 'etf' : 'stock'
}
