import type { Instrument, Level, Limits, Ohlc, Side, SideBasis, TradePhase, Venue } from './market.ts'
import type { Price, Quantity, Vnd } from './money.ts'
import type { Instant } from './time.ts'

/** What every event carries. Order is `seq`, never time: most trades share their second with the one before. */
export interface Stamp {
  /** Place in the log of the frame that it came from. Several events of one frame share it. */
  readonly seq: number
  /** What the venue says, ms UTC; whole seconds in FastConnect v2. */
  readonly exchangeTime: Instant
  /** When the frame arrived here, ms UTC. */
  readonly receivedTime: Instant
}

/**
 * The last trade and the day's totals of a security, as the feed repeats them with every change.
 * It is not a trade: that it tells of a new one only the growth of `totalVolume` shows.
 */
export interface LastTrade extends Stamp, Limits {
  readonly kind: 'last'
  readonly symbol: string
  readonly venue: Venue
  /** Price and quantity of the last trade; both absent before the first trade of the day. */
  readonly price: Price | undefined
  readonly volume: Quantity | undefined
  /** Quantity traded today, this trade included. */
  readonly totalVolume: Quantity
  readonly phase: TradePhase
  /** The aggressor, where the feed names one. */
  readonly feedSide: 'buy' | 'sell' | undefined
  /** The price at which a running auction would match now. */
  readonly projectedPrice: Price | undefined
}

/** One execution on the exchange. */
export interface Trade extends Stamp {
  readonly kind: 'trade'
  readonly symbol: string
  readonly venue: Venue
  readonly price: Price
  readonly volume: Quantity
  /** price × volume (× the multiplier of a future), VND. */
  readonly value: Vnd
  readonly phase: TradePhase
  readonly feedSide: 'buy' | 'sell' | undefined
  /** The day's volume with this trade, as the feed counts it, deals too: its place among the trades of its security. */
  readonly totalVolume: Quantity
  /** A trade of a later place was told before: this one counts as any other, and its price is not the last one. */
  readonly late: boolean
  /** The feed started to count the day's volume anew before this trade: running totals begin again. */
  readonly restart: boolean
}

/** A trade with its aggressor. */
export interface ClassifiedTrade extends Trade {
  readonly side: Side
  readonly basis: SideBasis
  /** Best limit prices that stood before the trade, where known. */
  readonly bid: Price | undefined
  readonly ask: Price | undefined
}

/** The order book of a security: up to ten limit levels a side, best first. */
export interface Quote extends Stamp, Limits {
  readonly kind: 'quote'
  readonly symbol: string
  readonly venue: Venue
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
  /** Interest without a price (ATO and ATC orders); absent outside auctions. */
  readonly auctionBidVolume: Quantity | undefined
  readonly auctionAskVolume: Quantity | undefined
}

/** The day's price limits of a security, when first named and whenever they change. */
export interface Band extends Stamp, Limits {
  readonly kind: 'band'
  readonly symbol: string
  readonly venue: Venue
}

/** What foreign investors bought and sold today, cumulative, and what they may still buy. */
export interface ForeignTotals extends Stamp {
  readonly kind: 'foreign'
  readonly symbol: string
  readonly venue: Venue
  readonly buyVolume: Quantity
  readonly sellVolume: Quantity
  /** As the feed says. On HOSE it is volume × last price: an estimate that moves with the price. */
  readonly buyValue: Vnd
  readonly sellValue: Vnd
  readonly totalRoom: Quantity | undefined
  /** Shares, as the feed says: below 0 where foreigners own more than they may. */
  readonly currentRoom: number | undefined
}

/** The value of an index and the breadth of its market. */
export interface IndexValue extends Stamp {
  readonly kind: 'index'
  readonly indexId: string
  /** Hundredths of a point. */
  readonly value: Price
  /** Close of the day before, hundredths of a point. */
  readonly prior: Price | undefined
  readonly totalVolume: Quantity
  readonly totalValue: Vnd
  readonly advances: number
  readonly declines: number
  readonly noChanges: number
}

/** Trading session and status of a security, in the feed's own codes. */
export interface SecurityStatus extends Stamp {
  readonly kind: 'status'
  readonly symbol: string
  readonly venue: Venue
  readonly session: string
  readonly status: string
}

/** A negotiated deal (thỏa thuận), agreed outside the book. The feed tells it apart from the trades in it. */
export interface PutThrough extends Stamp {
  readonly kind: 'putThrough'
  readonly symbol: string
  readonly venue: Venue
  readonly price: Price
  readonly volume: Quantity
  /** The board whose total the deal is counted in, where the feed has several. */
  readonly board: string | undefined
  /** Negotiated today, this deal included; absent where the feed does not say. */
  readonly totalVolume: Quantity | undefined
  readonly totalValue: Vnd | undefined
}

/** Last trade and best levels of a security's odd lots, which have a book of their own. They count in no total. */
export interface OddLot extends Stamp {
  readonly kind: 'oddLot'
  readonly symbol: string
  readonly venue: Venue
  readonly price: Price | undefined
  readonly volume: Quantity | undefined
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
}

/** The trading session of a whole venue, in the feed's own codes. */
export interface VenueSession extends Stamp {
  readonly kind: 'venueSession'
  readonly venue: Venue
  readonly session: string
}

/** A security that the feed can send. */
export interface Security {
  readonly symbol: string
  readonly venue: Venue
  readonly instrument: Instrument
  readonly name: string
}

/** The securities that the feed knows. Replaces the list before it. */
export interface SecurityList extends Stamp {
  readonly kind: 'securities'
  readonly securities: readonly Security[]
}

/** The members of an index. Replaces the list before it. */
export interface IndexMembers extends Stamp {
  readonly kind: 'members'
  readonly indexId: string
  readonly symbols: readonly string[]
}

/** A minute of a security's trades, as a list of the venue tells it afterwards. It tells of no trade, and moves no clock. */
export interface MinuteBar extends Stamp, Ohlc {
  readonly kind: 'minuteBar'
  readonly symbol: string
  readonly start: Instant
  /** Quantity traded in the minute; only that so far while the minute runs. */
  readonly volume: Quantity
}

/** The link to a source came up or went down. State that needs an unbroken feed starts again. */
export interface Connection extends Stamp {
  readonly kind: 'connection'
  readonly state: 'connected' | 'disconnected'
  readonly reason: string
}

/** The second hand of a live run: exchange time goes on while the feed is quiet. */
export interface Clock extends Stamp {
  readonly kind: 'clock'
}

/**
 * Volume that was traded and not told as trades; below 0, volume of an earlier gap for which a trade came late.
 * The gaps of a security add up to what is missing.
 */
export interface Gap extends Stamp {
  readonly kind: 'gap'
  readonly symbol: string
  readonly venue: Venue
  /** Exchange time of the last message before the hole; absent when there was none today. */
  readonly from: Instant | undefined
  /** Exchange time of the message that showed the hole. */
  readonly to: Instant
  /** Not 0. A gap that takes back repeats `from`, `to` and `reason` of what it takes back. */
  readonly missingVolume: number
  /** `start`: traded before the first message of the day; `lost`: later. */
  readonly reason: 'start' | 'lost'
  /** The feed started to count the day's volume anew: running totals begin again. */
  readonly restart: boolean
}

/** A frame, or a part of one, that is not what it should be. It is counted and kept; it never becomes a default. */
export interface Rejected extends Omit<Stamp, 'exchangeTime'> {
  readonly kind: 'rejected'
  readonly exchangeTime: undefined
  readonly reason: string
  /** The frame's text, cut where it is very long; the log holds the whole. */
  readonly raw: string
}

/**
 * What frames become, once it is known where each security trades. A `band` is told where a feed names the limits apart from
 * trades and quotes; a trade with its aggressor, and a gap, by the store, which keeps what was made of a feed's last trades.
 */
export type DecodedEvent =
  | LastTrade
  | Quote
  | Band
  | ForeignTotals
  | IndexValue
  | SecurityStatus
  | VenueSession
  | PutThrough
  | OddLot
  | SecurityList
  | IndexMembers
  | MinuteBar
  | Connection
  | Clock
  | Rejected
  | ClassifiedTrade
  | Gap

type WithoutVenue<E> = E extends unknown ? Omit<E, 'venue' | 'phase'> & { readonly venue: undefined } : never

/**
 * What a feed tells of a security without saying where that trades, as FastConnect v3 does; `placed` finds the venue, and the
 * phase of a trade, which hangs on it.
 */
export type Unplaced = WithoutVenue<LastTrade | Quote | ForeignTotals | PutThrough | OddLot | Band>

/** What decoders give: events, some of which still need their venue. */
export type FeedEvent = DecodedEvent | Unplaced

/** The ordered stream that operators work on: what a decoder gave, its last trades made into trades and gaps. */
export type MarketEvent = Exclude<DecodedEvent, LastTrade> | Trade | Gap

/** The same with the aggressor of each trade. */
export type ClassifiedEvent = Exclude<MarketEvent, Trade> | ClassifiedTrade
