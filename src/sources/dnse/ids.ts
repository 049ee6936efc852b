import type { Venue } from '../../domain/market.ts'
import { isFuture } from '../../market/contracts.ts'
import { venueNamed } from '../../market/venue-named.ts'
import { unreadable } from '../unreadable.ts'

/** Names of the numbers of an enumeration. */
type Numbers = Readonly<Record<string, string>>

/** One enumeration of DNSE's: `MARKET_ID_STO`, `STO`, 6 and "6" are one id. */
interface Enumeration {
  readonly prefix: string
  readonly numbers: Numbers
}

const MARKETS: Enumeration = {
  prefix: 'MARKET_ID_',
  numbers: { 3: 'DVX', 4: 'HCX', 6: 'STO', 7: 'STX', 8: 'UPX' },
}

const BOARDS: Enumeration = {
  prefix: 'BOARD_ID_',
  numbers: { 1: 'AL', 2: 'G1', 4: 'G3', 5: 'G4', 9: 'T1', 11: 'T3', 12: 'T4', 13: 'T6' },
}

const GROUPS: Enumeration = {
  prefix: 'SECURITY_GROUP_ID_',
  numbers: { 1: 'BS', 2: 'EF', 3: 'EW', 4: 'FU', 6: 'SR', 7: 'ST' },
}

const STATUSES: Enumeration = { prefix: 'SECURITY_STATUS_', numbers: { 1: 'HALT', 2: 'NO_HALT' } }

const SIDES: Enumeration = { prefix: 'SIDE_', numbers: { 1: 'BUY', 2: 'SELL' } }

/** 7 and "40" are the same session: the number of the enumeration differs from the code that its name holds. */
const SESSIONS: Enumeration = {
  prefix: 'TRADING_SESSION_ID_',
  numbers: { 1: '01', 2: '10', 5: '21', 6: '30', 7: '40', 12: '80', 14: '99' },
}

/** The short name of an id; a number without a name stays one. `undefined` when absent. */
function shortName(raw: unknown, field: string, { prefix, numbers }: Enumeration): string | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined
  if (typeof raw !== 'string' && typeof raw !== 'number') return unreadable(field, raw, 'an id')
  const text = String(raw).trim().toUpperCase()
  const name = text.startsWith(prefix) ? text.slice(prefix.length) : text
  return Object.hasOwn(numbers, name) ? numbers[name] : name
}

/** Markets of bonds, whose units nobody has written down. */
const BOND_MARKETS: ReadonlySet<string | undefined> = new Set(['HCX', 'BDO', 'BDX'])

/** Whether a market trades bonds. */
export const isBondMarket = (raw: unknown): boolean => BOND_MARKETS.has(shortName(raw, 'marketId', MARKETS))

/** Where a security trades; a future that names no market is known by its code. */
export function venueOf(raw: unknown, symbol: string): Venue {
  const name = shortName(raw, 'marketId', MARKETS)
  if (name === undefined && isFuture(symbol)) return 'DERIVATIVES'
  const venue = name === undefined ? undefined : venueNamed(name)
  return venue ?? unreadable('marketId', raw, 'STO, STX, UPX or DVX')
}

/** The board that a message is of. */
export const boardOf = (raw: unknown): string =>
  shortName(raw, 'boardId', BOARDS) ?? unreadable('boardId', raw, 'a board, as G1')

/** The group of securities that one belongs to; `undefined` when absent. */
export const securityGroupOf = (raw: unknown): string | undefined => shortName(raw, 'securityGroupId', GROUPS)

/** Whether trading in a security is halted, in DNSE's word; `undefined` when absent. */
export const securityStatusOf = (raw: unknown): string | undefined =>
  shortName(raw, 'securityStatus', STATUSES)

/**
 * The code of a trading session, two digits; `undefined` when absent. JSON numbers up to 14 are those of the enumeration, even 10,
 * which has no name in it; as text "10" is the code of the opening auction.
 */
export function sessionOf(raw: unknown): string | undefined {
  if (typeof raw === 'number' && raw <= 14) return SESSIONS.numbers[raw] ?? `enumeration ${raw}`
  return shortName(raw, 'tradingSessionId', SESSIONS)
}

/** The aggressor; every word but BUY and SELL means that DNSE does not say. */
export function feedSideOf(raw: unknown): 'buy' | 'sell' | undefined {
  const name = shortName(raw, 'side', SIDES)
  if (name === 'BUY') return 'buy'
  return name === 'SELL' ? 'sell' : undefined
}
