import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, Stamp } from '../src/domain/event.ts'
import type { Venue } from '../src/domain/market.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { noStandings, type StandingCounts, standings, takeStanding } from './state/standings.ts'
import { stateful } from './state/stateful.ts'

/** How many securities of a universe stand where. What did not trade today is in none of it. */
export interface Breadth extends Stamp {
  readonly kind: 'breadth'
  /** The venue, the index, or the symbols. */
  readonly universe: string
  /** Last price above, below, and at the reference. Those at a limit are among them. */
  readonly advances: number
  readonly declines: number
  readonly unchanged: number
  /** Last price at the day's ceiling or above; at its floor or below. */
  readonly ceilings: number
  readonly floors: number
}

/** The securities that are counted: all of a venue, the members of an index as the feed lists them, or these. */
export type Universe =
  { readonly venue: Venue } | { readonly index: string } | { readonly symbols: readonly string[] }

const begin = () => ({ time: feedTime(), standings: standings() })

/**
 * Market breadth of a universe: advances, declines, unchanged, and those at a limit, by last price against the day's reference.
 *
 * - Emits when a count changes. A trade costs the same whatever the size of the universe.
 * - A security without a reference is not counted. Put-through prices and late trades are no last prices.
 * - A trading day begins with nobody. The members of an index stay those of its newest list; before the first one there is none.
 */
export function breadth(universe: Universe): OperatorFunction<ClassifiedEvent, Breadth> {
  const given = new Set('symbols' in universe ? universe.symbols : [])
  const index = 'index' in universe ? universe.index : undefined
  const name = nameOf(universe)
  return stateful(begin, ({ time, standings }, emit) => {
    const clock = feedClock(time)
    const symbols = index === undefined ? given : standings.members
    const belongs = (symbol: string, venue: Venue): boolean =>
      'venue' in universe ? venue === universe.venue : symbols.has(symbol)

    return {
      next(event) {
        if (clock.begins(event)) noStandings(standings)
        if (event.kind === 'rejected') return
        if (takeStanding(standings, event, { index, belongs })) emit(breadthOf(name, standings.counts, event))
      },
    }
  })
}

function nameOf(universe: Universe): string {
  if ('venue' in universe) return universe.venue
  return 'index' in universe ? universe.index : universe.symbols.join(' ')
}

const breadthOf = (universe: string, counts: StandingCounts, cause: Stamp): Breadth => ({
  kind: 'breadth',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  universe,
  advances: counts.advance + counts.ceiling,
  declines: counts.decline + counts.floor,
  unchanged: counts.unchanged,
  ceilings: counts.ceiling,
  floors: counts.floor,
})
