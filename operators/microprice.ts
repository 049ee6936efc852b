import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, Quote, Stamp } from '../src/domain/event.ts'
import { stateful } from './state/stateful.ts'

/** The middle of a security's order book, plain and weighted. Hundredths of VND or of a point, not rounded. */
export interface Microprice extends Stamp {
  readonly kind: 'microprice'
  readonly symbol: string
  /** (bid + ask) ÷ 2. */
  readonly mid: number | undefined
  /** (bid × ask volume + ask × bid volume) ÷ (bid volume + ask volume): nearer to the side that is the thinner one. */
  readonly microprice: number | undefined
}

const begin = () => ({})

/**
 * Mid and microprice of each security, by the best bid and ask (Gatheral and Oomen 2010; Stoikov 2018 calls it the weighted mid).
 *
 * - Emits after each quote. Both are `undefined` when a side is empty, and when the best bid is not below the best ask: so it is in
 *   auctions, where nobody trades at these prices.
 * - Remembers nothing: a book is all that it needs.
 */
export function microprice(): OperatorFunction<ClassifiedEvent, Microprice> {
  return stateful(begin, (_, emit) => ({
    next(event) {
      if (event.kind === 'quote') emit(micropriceOf(event))
    },
  }))
}

function micropriceOf(quote: Quote): Microprice {
  const [bid] = quote.bids
  const [ask] = quote.asks
  const isOpen = bid !== undefined && ask !== undefined && bid.price < ask.price
  const volume = isOpen ? bid.volume + ask.volume : 0
  return {
    kind: 'microprice',
    seq: quote.seq,
    exchangeTime: quote.exchangeTime,
    receivedTime: quote.receivedTime,
    symbol: quote.symbol,
    mid: isOpen ? (bid.price + ask.price) / 2 : undefined,
    microprice: isOpen && volume > 0 ? (bid.price * ask.volume + ask.price * bid.volume) / volume : undefined,
  }
}
