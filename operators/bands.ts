import type { OperatorFunction } from 'rxjs'
import type { Band, DecodedEvent, Quote } from '../src/domain/event.ts'
import type { Limits } from '../src/domain/market.ts'
import type { Price } from '../src/domain/money.ts'
import { bySymbol } from './state/by-symbol.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { stateful } from './state/stateful.ts'

/** The same, to be written. */
type Known = { -readonly [K in keyof Limits]: Price | undefined }

const begin = () => ({ time: feedTime(), limits: new Map<string, Known>() })

const nothing = (): Known => ({ reference: undefined, ceiling: undefined, floor: undefined })

/**
 * Tells a security's price limits as soon as they are known, and fills them into the quotes that lack them.
 *
 * - Emits a `band` before the event that first names a limit of the trading day, or names another one. A `band` that the feed
 *   told itself becomes that one, with what was known already; it gives nothing when it brings no news.
 * - A limit that an event leaves out is the last one known of that day; a new trading day knows none.
 * - What belongs to a day that is over passes as it is, but for a `band`: whoever took those limits for the day's own would see ceilings
 *   that are none. A feed that is taken up again repeats yesterday's. All else passes, unchanged but for quotes' limits.
 */
export function bands(): OperatorFunction<DecodedEvent, DecodedEvent> {
  return stateful(begin, ({ time, limits: kept }, emit) => {
    const clock = feedClock(time)
    const known = bySymbol(kept, nothing)

    return {
      next(event) {
        if (clock.begins(event)) known.clear()
        if (!namesLimits(event)) {
          emit(event)
          return
        }
        if (clock.isPast(event)) {
          if (event.kind !== 'band') emit(event)
          return
        }
        const limits = known.of(event.symbol)
        if (learn(limits, event)) emit(band(event, limits))
        if (event.kind !== 'band') emit(isBare(event) ? filled(event, limits) : event)
      },
    }
  })
}

/** What can name limits. */
type Naming = Extract<DecodedEvent, Limits>

function namesLimits(event: DecodedEvent): event is Naming {
  switch (event.kind) {
    case 'last':
    case 'quote':
    case 'band':
      return true
    default:
      return false
  }
}

const isBare = (event: Naming): event is Quote =>
  event.kind === 'quote' &&
  (event.reference === undefined || event.ceiling === undefined || event.floor === undefined)

/** Takes over what an event says; true when that was news. */
function learn(limits: Known, said: Limits): boolean {
  const { reference = limits.reference, ceiling = limits.ceiling, floor = limits.floor } = said
  if (reference === limits.reference && ceiling === limits.ceiling && floor === limits.floor) return false
  limits.reference = reference
  limits.ceiling = ceiling
  limits.floor = floor
  return true
}

const band = (cause: Naming, limits: Limits): Band => ({
  kind: 'band',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  symbol: cause.symbol,
  venue: cause.venue,
  reference: limits.reference,
  ceiling: limits.ceiling,
  floor: limits.floor,
})

const filled = (quote: Quote, limits: Limits): Quote => ({
  kind: 'quote',
  seq: quote.seq,
  exchangeTime: quote.exchangeTime,
  receivedTime: quote.receivedTime,
  symbol: quote.symbol,
  venue: quote.venue,
  bids: quote.bids,
  asks: quote.asks,
  auctionBidVolume: quote.auctionBidVolume,
  auctionAskVolume: quote.auctionAskVolume,
  reference: limits.reference,
  ceiling: limits.ceiling,
  floor: limits.floor,
})
