import type { Price, Quantity, Vnd } from '../domain/money.ts'
import type { Instant, IsoDate } from '../domain/time.ts'
import { type OrderBook, orderBook } from '../market/matching/order-book.ts'
import { priceBand } from '../market/price-band.ts'
import { type ForeignAccount, foreignAccount } from './foreign-account.ts'
import type { Listing } from './listing.ts'
import type {
  ForeignMessage,
  ListedSecurity,
  MinuteBar,
  QuoteMessage,
  SessionCode,
  StatusMessage,
  TradeMessage,
} from './message.ts'

/** A minute's trades while they happen. */
type OpenBar = { -readonly [Key in keyof MinuteBar]: MinuteBar[Key] }

/** What a security traded today. Exact: sums of whole VND. */
export interface DayTotals {
  /** Everything, put-through deals too. */
  volume: Quantity
  value: Vnd
  /** Matched in the book alone; high, low, bars and the index know nothing else. */
  matchedVolume: Quantity
  matchedValue: Vnd
  highest: Price | undefined
  lowest: Price | undefined
  readonly bars: OpenBar[]
}

/** A security on one simulated day. Mutable. */
export interface TradedSecurity {
  readonly listing: Listing
  readonly listed: ListedSecurity
  readonly book: OrderBook
  readonly totals: DayTotals
  readonly foreign: ForeignAccount
  session: SessionCode
  /** Logarithm of what it is worth, and how far of the market's and its own time that takes in. */
  logValue: number
  seenMarket: number
  seenSeconds: number
  /** When its book, its foreign totals and its projected price were last told; −∞ before. */
  quotedAt: Instant
  foreignToldAt: Instant
  projectedAt: Instant
  /** Its book changed since. */
  quoteDue: boolean
  /** Its places among those who wait to tell their books, and their foreign totals. */
  readonly quotePlaces: number[]
  readonly foreignPlaces: number[]
  lastStatus: StatusMessage | undefined
  lastQuote: QuoteMessage | undefined
  lastTrade: TradeMessage | undefined
  lastForeign: ForeignMessage | undefined
}

/** What a security begins a day with. */
export interface Carried {
  /** The day that begins. */
  readonly date: IsoDate
  readonly reference: Price
  readonly logValue: number
  readonly seenMarket: number
  readonly foreign: ForeignAccount | undefined
}

const emptyTotals = (): DayTotals => ({
  volume: 0,
  value: 0,
  matchedVolume: 0,
  matchedValue: 0,
  highest: undefined,
  lowest: undefined,
  bars: [],
})

function listedSecurity(listing: Listing, reference: Price): ListedSecurity {
  const { symbol, name, venue, instrument, listedShares, lot, multiplier, lastTradingDay } = listing
  const { ceiling, floor } = priceBand(venue, reference, { instrument })
  return {
    symbol,
    name,
    venue,
    instrument,
    reference,
    ceiling,
    floor,
    listedShares,
    lot,
    multiplier,
    lastTradingDay,
  }
}

/** A security at the start of a day: an empty book inside the limits of its reference price. */
export function tradedSecurity(listing: Listing, carried: Carried): TradedSecurity {
  const { date, reference, logValue, seenMarket, foreign } = carried
  const listed = listedSecurity(listing, reference)
  const { venue, instrument, lot, largestOrder } = listing
  const { ceiling, floor } = listed
  const size = largestOrder === undefined ? {} : { largestOrder }
  return {
    listing,
    listed,
    book: orderBook({ venue, instrument, reference, ceiling, floor, lot, ...size }),
    totals: emptyTotals(),
    foreign: foreignAccount(listing, date, foreign),
    session: 'C',
    logValue,
    seenMarket,
    seenSeconds: 0,
    quotedAt: -Infinity,
    foreignToldAt: -Infinity,
    projectedAt: -Infinity,
    quoteDue: false,
    quotePlaces: [],
    foreignPlaces: [],
    lastStatus: undefined,
    lastQuote: undefined,
    lastTrade: undefined,
    lastForeign: undefined,
  }
}

/** The last matched price, or the reference before the first match. */
export const priceNow = ({ book, listed }: TradedSecurity): Price => book.lastPrice ?? listed.reference
