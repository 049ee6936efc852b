import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, Stamp } from '../src/domain/event.ts'
import type { Phase, Venue } from '../src/domain/market.ts'
import { ictTimeOfDay, type Instant } from '../src/domain/time.ts'
import { phaseTimes } from '../src/market/phases.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { stateful } from './state/stateful.ts'

/** A security fell silent, or is heard of again. */
export interface Staleness extends Stamp {
  readonly kind: 'staleness'
  readonly symbol: string
  readonly venue: Venue
  readonly stale: boolean
  /** What the feed's clock showed at the newest event before the silence. */
  readonly lastAt: Instant
}

/** How long a silence has to be, and when. */
export interface StaleOptions {
  /** Seconds of an open phase without an event. */
  readonly seconds?: number
  /** Phases in which something is expected. */
  readonly phases?: readonly Phase[]
}

const begin = () => ({
  time: feedTime(),
  /** Securities of each venue with the time of their newest event, the longest silent first. */
  heard: {
    HOSE: new Map<string, Instant>(),
    HNX: new Map<string, Instant>(),
    UPCOM: new Map<string, Instant>(),
    DERIVATIVES: new Map<string, Instant>(),
  },
  /** Those that are stale, and when they were last heard of. */
  silent: new Map<string, Instant>(),
  checkedAt: -Infinity,
})

const SECOND = 1000
const VENUES: readonly Venue[] = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES']

/**
 * Staleness of each security: tells when nothing was heard of it for `seconds` of an open phase, and when something is again.
 *
 * - Any event of a security is a sign of life: trade, quote, foreign totals, status. Silence is measured on the feed's clock, from the
 *   newest event or from the start of the phase, whichever is later: breaks and nights are no silence.
 * - Emits at the first event, of anything, that moves the clock so far; in a quiet feed that is the second hand of the live run.
 * - A security is watched from its first event of a trading day on. Costs the same however many are watched: only the longest silent is
 *   looked at, once a second.
 */
export function stale(options: StaleOptions = {}): OperatorFunction<ClassifiedEvent, Staleness> {
  const { seconds = 60, phases = ['ato', 'continuous', 'atc'] } = options
  checkSeconds(seconds)
  return stateful(begin, (state, emit) => {
    const { heard, silent } = state
    const clock = feedClock(state.time)

    const hear = (event: OfSecurity): void => {
      const { symbol, venue } = event
      const lastAt = silent.get(symbol)
      silent.delete(symbol)
      // Deleted first: what is set anew stands last.
      heard[venue].delete(symbol)
      heard[venue].set(symbol, clock.now())
      if (lastAt !== undefined) emit(told({ symbol, venue, stale: false, lastAt }, event))
    }
    const check = (venue: Venue, cause: Stamp): void => {
      const now = clock.now()
      const since = openSince(venue, now, phases)
      if (since === undefined) return
      for (const [symbol, lastAt] of heard[venue]) {
        if (now - Math.max(lastAt, since) < seconds * SECOND) return
        heard[venue].delete(symbol)
        silent.set(symbol, lastAt)
        emit(told({ symbol, venue, stale: true, lastAt }, cause))
      }
    }

    return {
      next(event) {
        if (clock.begins(event)) forget(state)
        if (event.kind === 'rejected') return
        if (isOfSecurity(event) && !clock.isPast(event)) hear(event)
        const now = clock.now()
        if (now - state.checkedAt < SECOND || now >= state.time.dayEnd) return
        state.checkedAt = now
        for (const venue of VENUES) check(venue, event)
      },
    }
  })
}

function forget({ heard, silent }: ReturnType<typeof begin>): void {
  for (const venue of VENUES) heard[venue].clear()
  silent.clear()
}

function checkSeconds(seconds: number): void {
  if (!(seconds > 0)) throw new RangeError(`A silence lasts some seconds, above 0, not ${seconds}.`)
}

type OfSecurity = Extract<ClassifiedEvent, { readonly symbol: string; readonly venue: Venue }>

const isOfSecurity = (event: ClassifiedEvent): event is OfSecurity => 'symbol' in event && 'venue' in event

/** When the phase began that runs at a time; `undefined` when nothing is expected in it. */
function openSince(venue: Venue, now: Instant, phases: readonly Phase[]): Instant | undefined {
  const timeOfDay = ictTimeOfDay(now)
  const running = phaseTimes(venue).find(({ until }) => timeOfDay < until)
  return running && phases.includes(running.phase) ? now - timeOfDay + running.from : undefined
}

const told = (said: Omit<Staleness, 'kind' | keyof Stamp>, cause: Stamp): Staleness => ({
  kind: 'staleness',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  symbol: said.symbol,
  venue: said.venue,
  stale: said.stale,
  lastAt: said.lastAt,
})
