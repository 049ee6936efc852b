import type { MonoTypeOperatorFunction } from 'rxjs'
import type { FeedEvent, Rejected } from '../src/domain/event.ts'
import { type Instant, isoIct } from '../src/domain/time.ts'
import { stateful } from './state/stateful.ts'

/** Longer than the exchanges were ever closed, which is some eleven days at Tết. */
const CLOSED = 15 * 86_400_000

/** So many events in a row that are dated ahead are no mistake: the feed has come to another time. */
const MISTAKES = 1_000

/** What this program says itself, and lists, which have no time. */
const ownTime: ReadonlySet<FeedEvent['kind']> = new Set(['clock', 'connection', 'securities', 'members'])

const begin = () => ({
  /** Furthest exchange time so far; before the first one any is taken. */
  latest: -Infinity,
  /** Events in a row that were dated ahead. */
  ahead: 0,
})

/**
 * Turns what is dated far ahead into a `rejected` event. The feed's clock never goes back: one message of another year would make all that
 * comes after it late, and the day would end there.
 *
 * - Far ahead is more than 15 days after the furthest exchange time so far, and after the receipt. A thousand events in a row are believed.
 * - The first event is taken as it is. Lists, and what tells of the connection and of the clock, pass and say nothing of the feed's time;
 *   what is dated back passes.
 */
export function dated(): MonoTypeOperatorFunction<FeedEvent> {
  return stateful(begin, (state, emit) => {
    /** Whether a time is a mistake. */
    function isFar(time: Instant, receivedTime: Instant): boolean {
      if (state.latest === -Infinity || time - CLOSED <= Math.max(state.latest, receivedTime)) return false
      state.ahead += 1
      return state.ahead < MISTAKES
    }

    return {
      next(event) {
        const { exchangeTime } = event
        if (exchangeTime !== undefined && exchangeTime <= state.latest) {
          // Nearly all: only one event of a second comes further.
          state.ahead = 0
          emit(event)
        } else if (exchangeTime === undefined || ownTime.has(event.kind)) emit(event)
        else if (isFar(exchangeTime, event.receivedTime)) emit(farAhead(event, exchangeTime))
        else {
          state.ahead = 0
          state.latest = exchangeTime
          emit(event)
        }
      },
    }
  })
}

const farAhead = (event: FeedEvent, time: Instant): Rejected => ({
  kind: 'rejected',
  seq: event.seq,
  exchangeTime: undefined,
  receivedTime: event.receivedTime,
  reason: `it is dated ${isoIct(time)}, far ahead of all that came before it`,
  raw: JSON.stringify(event),
})
