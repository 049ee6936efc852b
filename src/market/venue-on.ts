import bundled from '../../data/reference/venue-moves.json' with { type: 'json' }
import type { Instrument, Venue } from '../domain/market.ts'
import type { IsoDate } from '../domain/time.ts'

/** Where a security was listed on some day. */
export interface Listing {
  readonly symbol: string
  readonly venue: Venue
  readonly instrument: Instrument
  /** The day on which that was so. */
  readonly asOf: IsoDate
}

/** A move of securities between venues, of the form of a line of `data/reference/venue-moves.json`. */
export interface VenueMove {
  readonly from: string
  readonly to: string
  readonly instrument: string
  /** Those that move; all of the venue and instrument when absent. */
  readonly symbols?: readonly string[]
  readonly lastSession: IsoDate
  readonly firstSession: IsoDate
}

const VENUES: readonly Venue[] = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES']

/**
 * Where a security trades on a date at or after its listing's own: listed shares of HNX trade on HOSE from 28 December 2026, and nowhere on
 * the two days before (`undefined`). Tick, band, phases and order types follow the venue.
 *
 * @param moves - dated moves, oldest first; the bundled ones unless said
 * @example venueOn({ symbol: 'SHS', venue: 'HNX', instrument: 'stock', asOf: '2026-11-20' }, '2026-12-28') // 'HOSE'
 */
export function venueOn(
  listing: Listing,
  date: IsoDate,
  moves: readonly VenueMove[] = bundled,
): Venue | undefined {
  let { venue } = listing
  for (const move of moves) {
    if (date <= move.lastSession || !concerns(move, { ...listing, venue })) continue
    if (date < move.firstSession) return undefined
    venue = VENUES.find((known) => known === move.to) ?? venue
  }
  return venue
}

const concerns = (move: VenueMove, { symbol, venue, instrument, asOf }: Listing): boolean =>
  asOf < move.firstSession &&
  move.from === venue &&
  move.instrument === instrument &&
  (move.symbols?.includes(symbol) ?? true)
