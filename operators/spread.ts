import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, Quote, Stamp } from '../src/domain/event.ts'
import type { Instrument } from '../src/domain/market.ts'
import type { Price } from '../src/domain/money.ts'
import { isFuture } from '../src/market/contracts.ts'
import { stateful } from './state/stateful.ts'
import { ticksBetween } from './state/ticks-between.ts'

/** How far the best bid and ask of a security are apart. All of it is `undefined` where a side is empty. */
export interface Spread extends Stamp {
  readonly kind: 'spread'
  readonly symbol: string
  readonly bid: Price | undefined
  readonly ask: Price | undefined
  /** ask − bid, hundredths of VND or of a point; 0 or less in an auction. */
  readonly spread: number | undefined
  /** The same in price steps; `undefined` where it is not known what the security is, too. */
  readonly ticks: number | undefined
  /** The same in hundredths of a percent of the mid, not rounded. */
  readonly basisPoints: number | undefined
}

const noInstruments = (): ReadonlyMap<string, Instrument> => new Map()

const begin = () => ({ instruments: noInstruments() })

/** Codes of shares. What else trades has longer ones. */
const SHARE = /^[A-Z0-9]{3}$/

/**
 * Bid-ask spread of each security: in money, in price steps, and in basis points: (ask − bid) ÷ mid × 10,000.
 *
 * - Emits after each quote.
 * - Steps are those of the security's own grid, across the tiers of HOSE: from 49,950 to 50,100 VND it is two. What a security is says
 *   the newest list of securities; without one a code of three letters is a share, and a future shows by its form.
 */
export function spread(): OperatorFunction<ClassifiedEvent, Spread> {
  return stateful(begin, (state, emit) => ({
    next(event) {
      if (event.kind === 'securities') {
        state.instruments = new Map(event.securities.map(({ symbol, instrument }) => [symbol, instrument]))
      } else if (event.kind === 'quote') {
        emit(spreadOf(event, instrumentOf(event.symbol, state.instruments)))
      }
    },
  }))
}

function instrumentOf(symbol: string, listed: ReadonlyMap<string, Instrument>): Instrument | undefined {
  const known = listed.get(symbol)
  if (known) return known
  if (SHARE.test(symbol)) return 'stock'
  return isFuture(symbol) ? 'future' : undefined
}

function spreadOf(quote: Quote, instrument: Instrument | undefined): Spread {
  const bid = quote.bids[0]?.price
  const ask = quote.asks[0]?.price
  const isWhole = bid !== undefined && ask !== undefined
  return {
    kind: 'spread',
    seq: quote.seq,
    exchangeTime: quote.exchangeTime,
    receivedTime: quote.receivedTime,
    symbol: quote.symbol,
    bid,
    ask,
    spread: isWhole ? ask - bid : undefined,
    ticks: isWhole && instrument ? ticksBetween(bid, ask, { venue: quote.venue, instrument }) : undefined,
    basisPoints: isWhole ? ((ask - bid) / (ask + bid)) * 20_000 : undefined,
  }
}
