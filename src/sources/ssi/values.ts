import { type Target, valueAt } from '../scan/target.ts'
import type { FieldName } from './messages.ts'

/**
 * Where each field stands in the values of a message. The ten levels of a book follow one another from `BidPrice1`,
 * `BidVol1`, `AskPrice1` and `AskVol1` on.
 */
export const AT = {
  RType: 1,
  TradingDate: 2,
  Time: 3,
  TradingTime: 4,
  Exchange: 5,
  MarketId: 6,
  Symbol: 7,
  StockNo: 8,
  StockType: 9,
  TradingSession: 10,
  TradingStatus: 11,
  Ceiling: 12,
  Floor: 13,
  RefPrice: 14,
  LastPrice: 15,
  LastVol: 16,
  TotalVol: 17,
  EstMatchedPrice: 18,
  Side: 19,
  TotalRoom: 20,
  CurrentRoom: 21,
  BuyVol: 22,
  SellVol: 23,
  BuyVal: 24,
  SellVal: 25,
  FBuyVol: 26,
  FSellVol: 27,
  FBuyVal: 28,
  FSellVal: 29,
  IndexId: 30,
  IndexValue: 31,
  PriorIndexValue: 32,
  TotalQtty: 33,
  TotalValue: 34,
  Advances: 35,
  NoChanges: 36,
  Declines: 37,
  BidPrice1: 38,
  BidVol1: 48,
  AskPrice1: 58,
  AskVol1: 68,
  TotalVal: 78,
} as const satisfies Partial<Record<FieldName, number>>

/** The place of a field. */
export type At = number

/** Levels of a book, a side. */
export const LEVELS = 10

/** The field that stands at each place, as documented. Place 0 is nobody's. */
export const FIELD_NAMES: readonly string[] = [
  '',
  ...Object.keys(AT).flatMap((name) =>
    name.endsWith('1') ? Array.from({ length: LEVELS }, (_, i) => `${name.slice(0, -1)}${i + 1}`) : name,
  ),
]

/** The places of the fields by name. */
export const PLACES: ReadonlyMap<string, At> = new Map(
  FIELD_NAMES.map((name, at): [string, At] => [name, at]).slice(1),
)

/** The values of a message's fields, each as JSON has it; `undefined` where a field is absent or null. */
export type Values = readonly unknown[]

/** A FastConnect v2 message that was read but not yet understood. */
export interface Message {
  readonly dataType: unknown
  readonly values: Values
}

/** The fields of a message as they are read: of one that was scanned the numbers are at hand, texts are made when they are asked for. */
export interface Fields {
  /** By place; `NaN` where there is anything but a number, and where nobody has looked. */
  readonly numbers: Float64Array
  /** Where the message was scanned to, else its values. */
  readonly target: Target | undefined
  readonly values: Values
}

const noNumbers = new Float64Array(FIELD_NAMES.length).fill(NaN)

/** The fields of values that were read in any way. */
export const fieldsOf = (values: Values): Fields => ({ numbers: noNumbers, target: undefined, values })

/** The value of a field as JSON has it; `undefined` where it is absent or null. */
export const rawAt = ({ target, values }: Fields, at: At): unknown =>
  target ? valueAt(target, at) : values[at]
