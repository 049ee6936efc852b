import type { OperatorFunction } from 'rxjs'
import type { DecodedEvent, FeedEvent, IndexMembers, Rejected, Unplaced } from '../src/domain/event.ts'
import type { TradePhase, Venue } from '../src/domain/market.ts'
import type { Instant } from '../src/domain/time.ts'
import { isFuture } from '../src/market/contracts.ts'
import { tradePhaseOf } from '../src/market/trade-phase.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { stateful } from './state/stateful.ts'

/** What is known of where and in which session securities trade. */
interface Places {
  readonly venues: Map<string, Venue>
  /** The feed's own code of each venue's session. */
  readonly sessions: Map<Venue, string>
}

const nowhere = (): Places => ({ venues: new Map(), sessions: new Map() })

const begin = () => ({ time: feedTime(), places: nowhere() })

/**
 * Finds the venue of what is told of a security without one, and with it the phase of its trades.
 *
 * - A future trades on the derivatives market; any other security where the lists, or a `band` that names its venue, say, and a
 *   member of the VN30 that no list names on HOSE.
 * - A trade's phase is that of the venue's session, as told since the trading day began and the link came up; where none was told, or
 *   nothing trades in it, the clock says.
 * - What cannot be placed becomes a `rejected` event. All that has its venue passes as it is.
 */
export function placed(): OperatorFunction<FeedEvent, DecodedEvent> {
  return stateful(begin, ({ time, places }, emit) => {
    const clock = feedClock(time)

    return {
      next(event) {
        if (clock.begins(event) || event.kind === 'connection') places.sessions.clear()
        if (isUnplaced(event)) {
          emit(place(event, places))
          return
        }
        learn(event, places)
        emit(event)
      },
    }
  })
}

const isUnplaced = (event: FeedEvent): event is Unplaced => 'venue' in event && event.venue === undefined

function learn(event: DecodedEvent, { venues, sessions }: Places): void {
  if (event.kind === 'securities') for (const { symbol, venue } of event.securities) venues.set(symbol, venue)
  else if (event.kind === 'members') learnMembers(event, venues)
  else if (event.kind === 'band') venues.set(event.symbol, event.venue)
  else if (event.kind === 'venueSession') sessions.set(event.venue, event.session)
}

/** The VN30 is chosen among the shares of HOSE. */
function learnMembers({ indexId, symbols }: IndexMembers, venues: Map<string, Venue>): void {
  if (indexId !== 'VN30') return
  for (const symbol of symbols) if (!venues.has(symbol)) venues.set(symbol, 'HOSE')
}

function place(event: Unplaced, { venues, sessions }: Places): DecodedEvent {
  const venue = isFuture(event.symbol) ? 'DERIVATIVES' : venues.get(event.symbol)
  if (venue === undefined) return homeless(event)
  return event.kind === 'last'
    ? { ...event, venue, phase: phaseOf(venue, sessions.get(venue), event.exchangeTime) }
    : { ...event, venue }
}

function phaseOf(venue: Venue, session: string | undefined, time: Instant): TradePhase {
  const said = session === undefined ? 'other' : tradePhaseOf(session, venue, time)
  return said === 'other' ? tradePhaseOf(undefined, venue, time) : said
}

const homeless = (event: Unplaced): Rejected => ({
  kind: 'rejected',
  seq: event.seq,
  exchangeTime: undefined,
  receivedTime: event.receivedTime,
  reason: `where ${event.symbol} trades is not known: no list names it`,
  raw: JSON.stringify(event),
})
