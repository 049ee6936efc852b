import type { Band, ClassifiedEvent, ClassifiedTrade, IndexMembers } from '../../src/domain/event.ts'
import type { Venue } from '../../src/domain/market.ts'
import type { Price } from '../../src/domain/money.ts'
import { keyed } from './keyed.ts'

/** Where a last price stands in its day. */
type Standing = 'ceiling' | 'advance' | 'unchanged' | 'decline' | 'floor'

/** How many securities stand where. */
export type StandingCounts = Record<Standing, number>

interface Watched {
  readonly venue: Venue
  reference: Price | undefined
  ceiling: Price | undefined
  floor: Price | undefined
  price: Price | undefined
  /** As it is counted. */
  standing: Standing | undefined
}

/** Where all securities stand, and how many of a universe stand where. */
export interface Standings {
  readonly bySymbol: Map<string, Watched>
  /** Members of the index that is the universe, where it is one. */
  readonly members: Set<string>
  counts: StandingCounts
}

/** Who is counted. */
interface Counted {
  readonly index: string | undefined
  readonly belongs: (symbol: string, venue: Venue) => boolean
}

const none = (): StandingCounts => ({ ceiling: 0, advance: 0, unchanged: 0, decline: 0, floor: 0 })

/** Nobody. */
export const standings = (): Standings => ({ bySymbol: new Map(), members: new Set(), counts: none() })

/** Forgets a day that is over. The members stay. */
export function noStandings(state: Standings): void {
  state.bySymbol.clear()
  state.counts = none()
}

/** Takes in what is known of a security, or of the members; true when the counts are others than before. */
export function takeStanding(state: Standings, event: ClassifiedEvent, counted: Counted): boolean {
  if (event.kind === 'band') return limit(state, event, counted)
  if (event.kind === 'members') return replace(state, event, counted)
  return event.kind === 'trade' && event.phase !== 'putThrough' && !event.late && move(state, event, counted)
}

function limit(
  state: Standings,
  { symbol, venue, reference, ceiling, floor }: Band,
  counted: Counted,
): boolean {
  const watched = keyed(state.bySymbol, symbol, () => unknown(venue))
  watched.reference = reference
  watched.ceiling = ceiling
  watched.floor = floor
  return recount(state.counts, watched, counted.belongs(symbol, venue))
}

function move(state: Standings, { symbol, venue, price }: ClassifiedTrade, counted: Counted): boolean {
  const watched = keyed(state.bySymbol, symbol, () => unknown(venue))
  if (price === watched.price) return false
  watched.price = price
  return recount(state.counts, watched, counted.belongs(symbol, venue))
}

function replace(state: Standings, { indexId, symbols }: IndexMembers, { index, belongs }: Counted): boolean {
  if (indexId !== index) return false
  state.members.clear()
  for (const symbol of symbols) state.members.add(symbol)
  let changed = false
  for (const [symbol, watched] of state.bySymbol) {
    if (recount(state.counts, watched, belongs(symbol, watched.venue))) changed = true
  }
  return changed
}

const unknown = (venue: Venue): Watched => ({
  venue,
  reference: undefined,
  ceiling: undefined,
  floor: undefined,
  price: undefined,
  standing: undefined,
})

function recount(counts: StandingCounts, watched: Watched, belongs: boolean): boolean {
  const before = watched.standing
  watched.standing = belongs ? standingOf(watched) : undefined
  if (watched.standing === before) return false
  if (before) counts[before] -= 1
  if (watched.standing) counts[watched.standing] += 1
  return true
}

function standingOf({ price, reference, ceiling, floor }: Watched): Standing | undefined {
  if (price === undefined || reference === undefined) return undefined
  if (ceiling !== undefined && price >= ceiling) return 'ceiling'
  return floor !== undefined && price <= floor ? 'floor' : changeOf(price, reference)
}

function changeOf(price: Price, reference: Price): Standing {
  if (price === reference) return 'unchanged'
  return price > reference ? 'advance' : 'decline'
}
