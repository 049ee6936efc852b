/**
 * The JSON of single events on channels of events, as outside programs read it: plain decimals, VND and shares, ISO times
 * with +07:00. What is not known is absent.
 */

/** One trade, as it is printed. */
export interface TradeJson {
  readonly stream: 'trade'
  /** Of the input frame. */
  readonly seq: number
  readonly time?: string
  readonly symbol: string
  readonly price: number
  readonly volume: number
  /** VND. */
  readonly value: number
  readonly side: 'buy' | 'sell' | 'neutral'
  /** What decided the side. */
  readonly basis: 'feed' | 'quote' | 'tick' | 'none'
  readonly phase: string
  readonly bid?: number
  readonly ask?: number
}

/** One bar, as it is printed; a higher `revision` of the same `start` replaces a lower one. */
export interface BarJson {
  readonly stream: 'bar'
  /** Of the input frame. */
  readonly seq: number
  readonly time?: string
  readonly symbol: string
  readonly interval: string
  readonly start: string
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  readonly active_buy_volume: number
  readonly active_sell_volume: number
  readonly revision: number
  readonly complete: boolean
  readonly filled_volume?: number
}

/** One row of a user's pipeline, with the columns that it has. */
export interface PipelineRowJson {
  /** The pipeline. */
  readonly stream: string
  readonly seq: number
  readonly time?: string
  readonly symbol?: string
  readonly [column: string]: unknown
}
