import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, Quote, Stamp } from '../src/domain/event.ts'
import type { Quantity } from '../src/domain/money.ts'
import { checkLevels, volumeOf } from './state/book-side.ts'
import { stateful } from './state/stateful.ts'

/** Which side of a security's order book is the heavier one. */
export interface BookImbalance extends Stamp {
  readonly kind: 'bookImbalance'
  readonly symbol: string
  /** (bid − ask) ÷ (bid + ask) volume: −1 when only sellers wait, 1 when only buyers do; `undefined` for an empty book. */
  readonly imbalance: number | undefined
  /** Shares (contracts) that wait in the best levels. */
  readonly bidVolume: Quantity
  readonly askVolume: Quantity
}

/** How deep the book is looked into. */
export interface BookImbalanceOptions {
  /** Levels of each side, best first. */
  readonly levels?: number
}

const begin = () => ({})

/**
 * Order-book imbalance of each security: (B − A) ÷ (B + A), where B and A are what waits in the best levels of the two sides.
 *
 * - Emits after each quote. Remembers nothing: a book is all that it needs.
 * - Orders without a price (ATO, ATC) stand in no level, and do not count.
 */
export function bookImbalance(
  options: BookImbalanceOptions = {},
): OperatorFunction<ClassifiedEvent, BookImbalance> {
  const { levels = 1 } = options
  checkLevels(levels)
  return stateful(begin, (_, emit) => ({
    next(event) {
      if (event.kind === 'quote') emit(imbalanceOf(event, levels))
    },
  }))
}

function imbalanceOf(quote: Quote, levels: number): BookImbalance {
  const bidVolume = volumeOf(quote.bids, levels)
  const askVolume = volumeOf(quote.asks, levels)
  const volume = bidVolume + askVolume
  return {
    kind: 'bookImbalance',
    seq: quote.seq,
    exchangeTime: quote.exchangeTime,
    receivedTime: quote.receivedTime,
    symbol: quote.symbol,
    imbalance: volume === 0 ? undefined : (bidVolume - askVolume) / volume,
    bidVolume,
    askVolume,
  }
}
