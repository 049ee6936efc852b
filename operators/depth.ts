import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, Quote, Stamp } from '../src/domain/event.ts'
import type { Level } from '../src/domain/market.ts'
import { type Quantity, turnover, type Vnd } from '../src/domain/money.ts'
import { pointValue } from '../src/market/point-value.ts'
import { checkLevels, volumeOf } from './state/book-side.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'

/** What waits in the best levels of a security's order book. */
export interface Depth extends Stamp {
  readonly kind: 'depth'
  readonly symbol: string
  /** Levels that there are, `levels` at most. Venues send three (HOSE) or ten. */
  readonly bidLevels: number
  readonly askLevels: number
  /** Shares, or contracts. */
  readonly bidVolume: Quantity
  readonly askVolume: Quantity
  /** Σ price × volume, VND. */
  readonly bidValue: Vnd
  readonly askValue: Vnd
}

/** How deep the book is looked into. */
export interface DepthOptions {
  /** Levels of each side, best first. */
  readonly levels?: number
}

const begin = () => ({
  /** VND that a unit of each security's price is worth. */
  worth: new Map<string, Vnd>(),
})

/**
 * Depth of each security's order book: volume and value in its best `levels`, side by side. Ten, when nothing else is said.
 *
 * - Emits after each quote. An empty side has depth 0: nobody waits there.
 * - Orders without a price (ATO, ATC) stand in no level, and do not count.
 */
export function depth(options: DepthOptions = {}): OperatorFunction<ClassifiedEvent, Depth> {
  const { levels = 10 } = options
  checkLevels(levels)
  return stateful(begin, ({ worth }, emit) => ({
    next(event) {
      if (event.kind !== 'quote') return
      const multiplier = keyed(worth, event.symbol, () => pointValue(event.symbol))
      emit(depthOf(event, { levels, multiplier }))
    },
  }))
}

interface Reach {
  readonly levels: number
  readonly multiplier: Vnd
}

const depthOf = (quote: Quote, { levels, multiplier }: Reach): Depth => ({
  kind: 'depth',
  seq: quote.seq,
  exchangeTime: quote.exchangeTime,
  receivedTime: quote.receivedTime,
  symbol: quote.symbol,
  bidLevels: Math.min(levels, quote.bids.length),
  askLevels: Math.min(levels, quote.asks.length),
  bidVolume: volumeOf(quote.bids, levels),
  askVolume: volumeOf(quote.asks, levels),
  bidValue: valueOf(quote.bids, { levels, multiplier }),
  askValue: valueOf(quote.asks, { levels, multiplier }),
})

const valueOf = (side: readonly Level[], { levels, multiplier }: Reach): Vnd =>
  side.slice(0, levels).reduce((sum, { price, volume }) => sum + turnover(price, volume, multiplier), 0)
