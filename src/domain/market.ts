import type { Price, Quantity, Vnd } from './money.ts'

/** Where a security trades. Not a constant of a symbol: shares move between venues. */
export type Venue = 'HOSE' | 'HNX' | 'UPCOM' | 'DERIVATIVES'

/** What is traded; decides tick, lot and band. */
export type Instrument = 'stock' | 'etf' | 'warrant' | 'future' | 'bond'

/** The phases of an exchange's day. */
export type Phase = 'closed' | 'preOpen' | 'ato' | 'continuous' | 'lunch' | 'atc' | 'plo' | 'putThrough'

/** The phase a trade was made in; `other` when the feed stamped it with one in which nothing trades. */
export type TradePhase = 'ato' | 'continuous' | 'atc' | 'plo' | 'putThrough' | 'other'

/** The aggressor (taker) of a trade: `buy` = mua chủ động, `sell` = bán chủ động, `neutral` = nobody, or not known. */
export type Side = 'buy' | 'sell' | 'neutral'

/** What decided a trade's side: the feed's own word, the quote before it, the price before it, or nothing. */
export type SideBasis = 'feed' | 'quote' | 'tick' | 'none'

/** One price of an order book and the quantity that waits there. */
export interface Level {
  readonly price: Price
  readonly volume: Quantity
}

/** The day's price limits of a security (trần, sàn, tham chiếu). Each is absent while unknown. */
export interface Limits {
  readonly reference: Price | undefined
  readonly ceiling: Price | undefined
  readonly floor: Price | undefined
}

/** Open, high, low, close. */
export interface Ohlc {
  readonly open: Price
  readonly high: Price
  readonly low: Price
  readonly close: Price
}

/** Volume and value of trades, by their aggressor. */
export interface Breakdown {
  readonly buyVolume: Quantity
  readonly sellVolume: Quantity
  readonly neutralVolume: Quantity
  /** All of the above, plus what no aggressor can be given (a gap). */
  readonly totalVolume: Quantity
  readonly buyValue: Vnd
  readonly sellValue: Vnd
  readonly neutralValue: Vnd
  readonly totalValue: Vnd
}
