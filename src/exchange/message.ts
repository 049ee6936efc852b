import type { Instrument, Level, Venue } from '../domain/market.ts'
import type { Price, Quantity, Vnd } from '../domain/money.ts'
import type { Instant, IsoDate } from '../domain/time.ts'
import type { OrderEntry } from './trading/order-entry.ts'

/** The exchange's own words for a security's session, as FastConnect sends them. */
export type SessionCode = 'ATO' | 'LO' | 'ATC' | 'PT' | 'BREAK' | 'C'

/** A security listed on the simulated exchange, with today's limits. */
export interface ListedSecurity {
  readonly symbol: string
  readonly name: string
  readonly venue: Venue
  readonly instrument: Instrument
  readonly reference: Price
  readonly ceiling: Price
  readonly floor: Price
  readonly listedShares: Quantity
  readonly lot: Quantity
  /** VND that one unit of price is worth: 1 for shares, 100,000 for an index future. */
  readonly multiplier: number
  readonly lastTradingDay: IsoDate | undefined
}

/** An index that the simulated exchange computes, and its members. */
export interface ListedIndex {
  readonly id: string
  readonly name: string
  readonly venue: Venue
  readonly members: readonly string[]
}

/** What every message of the exchange carries. */
interface Stamped {
  /** Simulated exchange time, whole seconds when it goes out on the wire. */
  readonly time: Instant
}

/** A security's session changed. */
export interface StatusMessage extends Stamped {
  readonly kind: 'status'
  readonly symbol: string
  readonly session: SessionCode
}

/** The best levels of a book. In an auction the interest without a price stands apart. */
export interface QuoteMessage extends Stamped {
  readonly kind: 'quote'
  readonly symbol: string
  readonly session: SessionCode
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
  readonly auctionBidVolume: Quantity
  readonly auctionAskVolume: Quantity
}

/** A trade, or, with `volume` 0, a new projected price of a running auction. */
export interface TradeMessage extends Stamped {
  readonly kind: 'trade'
  readonly symbol: string
  readonly session: SessionCode
  /** Last price; absent before the first trade of the day. */
  readonly price: Price | undefined
  readonly volume: Quantity
  readonly side: 'buy' | 'sell' | undefined
  readonly totalVolume: Quantity
  readonly totalValue: Vnd
  /** Of the totals, what was put through: agreed between two parties outside the book. */
  readonly dealVolume: Quantity
  readonly dealValue: Vnd
  readonly highest: Price | undefined
  readonly lowest: Price | undefined
  readonly projectedPrice: Price | undefined
}

/** Foreign totals of a security, cumulative for the day. */
export interface ForeignMessage extends Stamped {
  readonly kind: 'foreign'
  readonly symbol: string
  readonly buyVolume: Quantity
  readonly sellVolume: Quantity
  readonly buyValue: Vnd
  readonly sellValue: Vnd
  readonly totalRoom: Quantity
  readonly currentRoom: Quantity
}

/** The value of an index. */
export interface IndexMessage extends Stamped {
  readonly kind: 'index'
  readonly indexId: string
  readonly value: Price
  readonly prior: Price
  readonly totalVolume: Quantity
  readonly totalValue: Vnd
  readonly advances: number
  readonly declines: number
  readonly noChanges: number
  readonly ceilings: number
  readonly floors: number
  readonly session: SessionCode
}

/** What the simulated exchange tells its feed. */
export type MarketMessage = StatusMessage | QuoteMessage | TradeMessage | ForeignMessage | IndexMessage

/** Trades of one security in one minute, for the exchange's history. */
export interface MinuteBar {
  readonly start: Instant
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
  readonly volume: Quantity
  readonly value: Vnd
}

/** What the wire needs of the simulated exchange. */
export interface SimulatedExchange {
  /** Today's trading date. */
  readonly date: IsoDate
  readonly now: Instant
  readonly securities: readonly ListedSecurity[]
  readonly indices: readonly ListedIndex[]
  /**
   * Runs the market up to `to` and gives what it told, in order. The same whatever the steps in which time is
   * cut. Past the end of the day it goes on with the next trading day: `date`, `securities` and their limits change then.
   */
  advance(to: Instant): readonly MarketMessage[]
  /** The latest trade, quote, foreign and status message of a security today: what a new subscriber is sent first. */
  latest(symbol: string): readonly MarketMessage[]
  /** The latest message of an index today. */
  latestIndex(indexId: string): IndexMessage | undefined
  /** Today's minute bars of a security, oldest first. */
  minuteBars(symbol: string): readonly MinuteBar[]
  /** Where clients send orders; absent where none are taken. */
  readonly orderEntry?: OrderEntry
}
