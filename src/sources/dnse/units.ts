/**
 * DNSE's units, turned into VND, points, shares and contracts. How sure each is: [K] two independent sources, [S] DNSE's own
 * document, [OWN] arithmetic over its published samples, [?] unknown.
 *
 * | What | DNSE says | Here | Sure |
 * | --- | --- | --- | --- |
 * | price of a share, an ETF, a warrant (trades, books, limits) | thousand VND: 31.2 | 31,200 VND | [K] |
 * | price of a future, value of an index | points: 1999.8 | 1,999.8 points | [S] |
 * | quantity of shares (`matchQtty`, `qtty`, `totalVolumeTraded`) | tens: 30 | 300 shares | [OWN] |
 * | the same on odd-lot boards (G4, T4, T6) | single shares: 7 | 7 shares | [?], probably |
 * | quantity of contracts | single contracts: 3 | 3 contracts | [OWN] |
 * | volume of an index | single shares: 706,563,754 | 706,563,754 shares | [OWN] |
 * | value of an index (`grossTradeAmount`, `…AccTrdVal`) | billion VND: 18650.46734291 | 18,650,467,342,910 VND | [OWN] |
 * | `grossTradeAmount` of a share or a future | billion VND, a future's multiplier in it | not read | [OWN] |
 * | foreign volume and room (`totalBuyVolume`, …) | single shares: 608,370 | 608,370 shares | [OWN] |
 * | foreign value (`totalBuyTradedAmount`, …) | VND: 46,046,280,000 | 46,046,280,000 VND | [OWN] |
 *
 * The arithmetic: 427,980 × 10 shares × 23,435 VND (the average of that day) = 100.297 billion VND, and 100.295515 is given; 104,264
 * contracts × 1,997.654 points × 100,000 VND = 20,828.3 billion, given 20,828.33542; 706,563,754 shares for 18,650.467
 * billion are 26,396 VND a share; 46,046,280,000 VND for 608,370 shares of FPT are 75,688 VND a share.
 */

import { type Price, priceOf, type Quantity, type Vnd } from '../../domain/money.ts'
import type { Venue } from '../../domain/market.ts'
import { numberOf } from '../ssi/fields.ts'
import { unreadable } from '../unreadable.ts'

/** What a security's units depend on. */
export interface TradingPlace {
  readonly venue: Venue
  /** Short name of the board: `G1`, `G4`, … */
  readonly board: string
}

const THOUSAND = 1000
const BILLION = 1e9
const TEN = 10

const ODD_LOT_BOARDS: ReadonlySet<string> = new Set(['G4', 'T4', 'T6'])

/** Shares or contracts in one unit of quantity. */
const unitOf = ({ venue, board }: TradingPlace): number =>
  venue === 'DERIVATIVES' || ODD_LOT_BOARDS.has(board) ? 1 : TEN

/** A price in the unit of its venue. 0 stands for none: `undefined`, as when absent. */
export function priceIn(raw: unknown, field: string, venue: Venue): Price | undefined {
  const number = numberOf(raw, field)
  if (number === undefined || number === 0) return undefined
  const decimal = venue === 'DERIVATIVES' ? number : number * THOUSAND
  return priceOf(decimal) ?? unreadable(field, raw, 'a price above 0, to a hundredth of a VND or a point')
}

/** A quantity in the unit of its venue and board; `undefined` when absent. */
export const quantityIn = (raw: unknown, field: string, place: TradingPlace): Quantity | undefined =>
  wholeIn(raw, field, unitOf(place))

/** A number of shares or contracts told one by one, or of securities; `undefined` when absent. */
export const countIn = (raw: unknown, field: string): Quantity | undefined => wholeIn(raw, field, 1)

function wholeIn(raw: unknown, field: string, unit: number): Quantity | undefined {
  const number = numberOf(raw, field)
  if (number === undefined) return undefined
  const whole = Math.round(number * unit)
  const exact = Math.abs(number * unit - whole) < 1e-6
  return exact && whole >= 0 && Number.isSafeInteger(whole)
    ? whole
    : unreadable(field, raw, unit === 1 ? 'a whole number, 0 or more' : 'tens of shares, 0 or more')
}

/** An amount told in VND, to the nearest one; `undefined` when absent. */
export const amountIn = (raw: unknown, field: string): Vnd | undefined => vndIn(raw, field, 1)

/** An amount told in billions of VND, to the nearest VND; `undefined` when absent. */
export const billionsIn = (raw: unknown, field: string): Vnd | undefined => vndIn(raw, field, BILLION)

function vndIn(raw: unknown, field: string, unit: number): Vnd | undefined {
  const number = numberOf(raw, field)
  if (number === undefined) return undefined
  const vnd = Math.round(number * unit)
  return Number.isSafeInteger(vnd) && vnd >= 0
    ? vnd
    : unreadable(field, raw, unit === 1 ? 'an amount of VND, 0 or more' : 'billions of VND, 0 or more')
}
