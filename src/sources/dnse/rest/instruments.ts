import type { Security } from '../../../domain/event.ts'
import type { Instrument } from '../../../domain/market.ts'
import { isFuture } from '../../../market/contracts.ts'
import { indexNamed } from '../../index-named.ts'
import { fieldReader, type JsonObject } from '../../json-object.ts'
import { symbolOf } from '../../ssi/fields.ts'
import { Unreadable, unreadable } from '../../unreadable.ts'
import { isBondMarket, securityGroupOf, venueOf } from '../ids.ts'

/** By `securityGroupId`: ST share, EF ETF, EW covered warrant, FU future, BS bond. Rights (SR) and bonds' markets are left out. */
const INSTRUMENTS: ReadonlyMap<string, Instrument> = new Map([
  ['ST', 'stock'],
  ['EF', 'etf'],
  ['EW', 'warrant'],
  ['FU', 'future'],
  ['BS', 'bond'],
])

/** The securities of a list, the members of each index that it names, and for each row that cannot be read why not. */
export interface Instruments {
  readonly known: readonly Security[]
  readonly members: ReadonlyMap<string, readonly string[]>
  readonly unread: readonly string[]
}

/**
 * Rows of `GET /instruments`:
 *
 *     {"symbol":"ACB","marketId":"STO","securityGroupId":"ST","symbolType":"","listedDate":"2020-12-09",
 *      "shortName":"Ngân hàng Á Châu","name":"Ngân hàng TMCP Á Châu","indexName":["VN100","VN30"]}
 */
export function instruments(rows: readonly JsonObject[]): Instruments {
  const known: Security[] = []
  const unread: string[] = []
  const members = new Map<string, string[]>()
  for (const row of rows) {
    try {
      const field = fieldReader(row)
      const security = isTraded(field) ? securityIn(field) : undefined
      if (!security) continue
      const indices = indicesIn(field)
      known.push(security)
      for (const index of indices) members.set(index, [...(members.get(index) ?? []), security.symbol])
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      unread.push(error.message)
    }
  }
  return { known, members, unread }
}

type Field = (name: string) => unknown

const isTraded = (field: Field): boolean =>
  !isBondMarket(field('marketId')) && securityGroupOf(field('securityGroupId')) !== 'SR'

function securityIn(field: Field): Security {
  const symbol = symbolOf(field('symbol'), 'symbol')
  const venue = venueOf(field('marketId'), symbol)
  return { symbol, venue, instrument: instrumentOf(field, symbol), name: nameIn(field) }
}

function instrumentOf(field: Field, symbol: string): Instrument {
  const group = securityGroupOf(field('securityGroupId'))
  if (group === undefined) return isFuture(symbol) ? 'future' : 'stock'
  return (
    INSTRUMENTS.get(group) ??
    unreadable('securityGroupId', field('securityGroupId'), 'ST, EF, EW, FU, BS or SR')
  )
}

function nameIn(field: Field): string {
  const name = ['name', 'shortName'].map(field).find(Boolean)
  return typeof name === 'string' ? name : ''
}

function indicesIn(field: Field): readonly string[] {
  const names: unknown = field('indexName') ?? []
  return Array.isArray(names)
    ? names.map((name) => indexNamed(name, 'indexName'))
    : unreadable('indexName', names, 'a list of indices')
}
