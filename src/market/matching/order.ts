import type { Price, Quantity } from '../../domain/money.ts'

/** What its sender wants to do. */
export type OrderSide = 'buy' | 'sell'

/**
 * The order types of the Vietnamese exchanges.
 *
 * - `LO` limit: rests until the last matching phase of the day ends.
 * - `MTL` market to limit: sweeps the other side; what is left becomes a limit order one tick beyond the last match.
 * - `MOK` fill or kill, `MAK` fill what is there and cancel the rest: neither ever rests.
 * - `ATO`, `ATC`: at the price of the opening or closing auction, whatever it is; what is left dies with the auction.
 * - `PLO` post-close: at the closing price.
 */
export type OrderType = 'LO' | 'MTL' | 'MOK' | 'MAK' | 'ATO' | 'ATC' | 'PLO'

/** An order as it is sent in. */
export interface Order {
  /** Unique among the orders of its book on one day. */
  readonly id: number
  readonly side: OrderSide
  readonly type: OrderType
  /** The limit of an `LO`; absent for every other type. */
  readonly price: Price | undefined
  readonly quantity: Quantity
  /** The investor is a foreigner: the exchange knows, because the foreign room depends on it. */
  readonly foreign: boolean
}

/** An order that the exchange has taken, and what of it is still open. */
export interface OpenOrder extends Order {
  /** Still to be matched. */
  readonly remaining: Quantity
  /** Its place in time: grows with every order that the book takes, and anew when an amendment costs the priority. */
  readonly entry: number
}

/** One match of two orders. */
export interface Fill {
  readonly price: Price
  readonly quantity: Quantity
  readonly buy: OpenOrder
  readonly sell: OpenOrder
  /** Who came to an order that waited; absent in an auction and after the close, where nobody does. */
  readonly aggressor: OrderSide | undefined
}

/**
 * Why the exchange does not take an order, an amendment or a cancellation.
 *
 * - `notAccepted`: not this type, here and now
 * - `priceNeeded`, `priceNotAllowed`: a limit order without a price, or another type with one
 * - `outsideBand`, `offTick`: the limit is beyond ceiling or floor, or between two steps
 * - `offLot`, `tooLarge`: the quantity is not a positive multiple of the lot, or above the largest order
 * - `noOpposite`: a market order that finds no limit order on the other side
 * - `noClosingPrice`: a post-close order in a security that has not traded today
 * - `duplicate`, `unknown`: the id is taken, or no open order bears it
 * - `locked`: auctions, the post-close phase and the lunch break take no changes
 */
export type Refusal =
  | 'notAccepted'
  | 'priceNeeded'
  | 'priceNotAllowed'
  | 'outsideBand'
  | 'offTick'
  | 'offLot'
  | 'tooLarge'
  | 'noOpposite'
  | 'noClosingPrice'
  | 'duplicate'
  | 'unknown'
  | 'locked'

/** What became of an order that was sent in. */
export interface Outcome {
  /** Why it was not taken; absent when it was. */
  readonly refusal: Refusal | undefined
  readonly fills: readonly Fill[]
  /** What now waits in the book; 0 when filled, killed or refused. */
  readonly resting: Quantity
}
