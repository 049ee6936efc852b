import type { Security } from '../../../domain/event.ts'
import type { Instrument, Venue } from '../../../domain/market.ts'
import { isFuture } from '../../../market/contracts.ts'
import { fieldReader, isJsonObject, type JsonObject } from '../../json-object.ts'
import { Unreadable } from '../../unreadable.ts'
import { symbolOf, venueFieldOf } from '../fields.ts'

/** SecType of SecuritiesDetails. Closed-end funds (MF) trade like shares, open ones (OF) like ETFs. */
const INSTRUMENTS: ReadonlyMap<unknown, Instrument> = new Map([
  ['ST', 'stock'],
  ['S', 'stock'],
  ['MF', 'stock'],
  ['CW', 'warrant'],
  ['FU', 'future'],
  ['EF', 'etf'],
  ['OF', 'etf'],
  ['BO', 'bond'],
])

/** Codes of covered warrants: C, the share, two digits of the year, two of the number. */
const WARRANT = /^C[A-Z0-9]{3}\d{4}$/

/** The securities of a list, and for each row that cannot be read why not. */
export interface Securities {
  readonly known: readonly Security[]
  readonly unread: readonly string[]
}

/** Rows of Securities, or of SecuritiesDetails, which nests them in `RepeatedInfo`. */
export function securities(rows: readonly JsonObject[]): Securities {
  const known: Security[] = []
  const unread: string[] = []
  for (const row of rows.flatMap(nested)) {
    try {
      known.push(security(row))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      unread.push(error.message)
    }
  }
  return { known, unread }
}

function nested(row: JsonObject): readonly JsonObject[] {
  const details = fieldReader(row)('RepeatedInfo')
  return Array.isArray(details) ? details.filter(isJsonObject) : [row]
}

function security(row: JsonObject): Security {
  const field = fieldReader(row)
  const symbol = symbolOf(field('Symbol'))
  const market = field('Market') ?? field('Exchange') ?? field('MarketId')
  const venue = venueFieldOf(market, 'Market')
  const isBond = [market, field('MarketId')].includes('HNXBOND')
  const instrument = INSTRUMENTS.get(field('SecType')) ?? (isBond ? 'bond' : instrumentNamed(symbol, venue))
  return { symbol, venue, instrument, name: nameIn(field) }
}

function instrumentNamed(symbol: string, venue: Venue): Instrument {
  if (venue === 'DERIVATIVES' || isFuture(symbol)) return 'future'
  return venue === 'HOSE' && WARRANT.test(symbol) ? 'warrant' : 'stock'
}

function nameIn(field: (name: string) => unknown): string {
  const name = ['StockName', 'SymbolName', 'StockEnName', 'SymbolEngName'].map(field).find(Boolean)
  return typeof name === 'string' ? name : ''
}
