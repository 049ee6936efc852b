import type { OperatorFunction } from 'rxjs'
import type { DecodedEvent, FeedEvent, IndexMembers, Rejected, Unplaced } from '../src/domain/event.ts'
import type { TradePhase, Venue } from '../src/domain/market.ts'
import { ictTimeOfDay } from '../src/domain/time.ts'
import { isFuture } from '../src/market/contracts.ts'
import { phaseOfTime } from '../src/market/phases.ts'
import { tradePhaseOf } from '../src/market/trade-phase.ts'
import { stateful } from './state/stateful.ts'

/** Where securities trade. */
type Venues = Map<string, Venue>

const begin = () => ({ venues: new Map<string, Venue>() })

/**
 * Finds the venue of what is told of a security without one, and with it the phase of its trades.
 *
 * - A future trades on the derivatives market; any other security where the lists, or a `band` that names its venue, say, and a
 *   member of the VN30 that no list names on HOSE.
 * - A trade's phase is what the clock says (`tradePhaseOf`). A first trade of the day that is nobody's, up to ten seconds after the
 *   opening auction, is the auction's. One that comes while the clock has nothing but put-through is `other`: a feed that names no venue tells
 *   deals apart, so it was made in the book, and is a price. What a feed tells of sessions does not count: one such message that is lost would put
 *   every trade of hours into the wrong phase.
 * - What cannot be placed becomes a `rejected` event. All that has its venue passes as it is.
 */
export function placed(): OperatorFunction<FeedEvent, DecodedEvent> {
  return stateful(begin, ({ venues }, emit) => ({
    next(event) {
      if (isUnplaced(event)) {
        emit(place(event, venues))
        return
      }
      learn(event, venues)
      emit(event)
    },
  }))
}

/** Asks for the venue as all events had one: `in`, on events of so many shapes, takes three times as long. */
const venueOf = (event: FeedEvent): Venue | undefined => (event as { readonly venue?: Venue }).venue

const isUnplaced = (event: FeedEvent): event is Unplaced => venueOf(event) === undefined && 'venue' in event

function learn(event: DecodedEvent, venues: Venues): void {
  switch (event.kind) {
    case 'securities':
      for (const { symbol, venue } of event.securities) venues.set(symbol, venue)
      return
    case 'members':
      learnMembers(event, venues)
      return
    case 'band':
      venues.set(event.symbol, event.venue)
      return
    default:
  }
}

/** The VN30 is chosen among the shares of HOSE. */
function learnMembers({ indexId, symbols }: IndexMembers, venues: Venues): void {
  if (indexId !== 'VN30') return
  for (const symbol of symbols) if (!venues.has(symbol)) venues.set(symbol, 'HOSE')
}

function place(event: Unplaced, venues: Venues): DecodedEvent {
  const venue = isFuture(event.symbol) ? 'DERIVATIVES' : venues.get(event.symbol)
  if (venue === undefined) return homeless(event)
  return event.kind === 'last' ? { ...event, venue, phase: phaseOf(event, venue) } : { ...event, venue }
}

/** Feeds print an auction's result up to some seconds after its end. */
const PRINT_DELAY = 10_000

function phaseOf(last: UnplacedTrade, venue: Venue): TradePhase {
  const phase = tradePhaseOf(undefined, venue, last.exchangeTime)
  if (phase === 'putThrough') return 'other'
  return phase === 'continuous' && isOpening(last, venue) ? 'ato' : phase
}

type UnplacedTrade = Extract<Unplaced, { kind: 'last' }>

/** An auction has no aggressor, and before it nothing was traded. */
function isOpening({ volume, totalVolume, feedSide, exchangeTime }: UnplacedTrade, venue: Venue): boolean {
  if (volume !== totalVolume || feedSide !== undefined) return false
  return phaseOfTime(venue, ictTimeOfDay(exchangeTime) - PRINT_DELAY) === 'ato'
}

const homeless = (event: Unplaced): Rejected => ({
  kind: 'rejected',
  seq: event.seq,
  exchangeTime: undefined,
  receivedTime: event.receivedTime,
  reason: `where ${event.symbol} trades is not known: no list names it`,
  raw: JSON.stringify(event),
})
