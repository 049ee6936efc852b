import { ictDate, type Instant, type IsoDate } from '../../domain/time.ts'
import type { ListedIndex, ListedSecurity, SimulatedExchange } from '../message.ts'

/** Securities and indices by their codes, with the limits of one day. */
export interface Listing {
  readonly date: IsoDate
  readonly securities: ReadonlyMap<string, ListedSecurity>
  readonly indices: ReadonlyMap<string, ListedIndex>
}

const listingOf = ({ date, securities, indices }: SimulatedExchange): Listing => ({
  date,
  securities: new Map(securities.map((security) => [security.symbol, security])),
  indices: new Map(indices.map((index) => [index.id, index])),
})

/**
 * What is listed on the day of a message. The exchange may have gone on to the next day by the time that the last messages of a
 * day are encoded: these keep the limits of their own day.
 */
export function dailyListing(exchange: SimulatedExchange): (time: Instant) => Listing {
  let listing = listingOf(exchange)
  return (time) => {
    if (exchange.date !== listing.date && ictDate(time) === exchange.date) listing = listingOf(exchange)
    return listing
  }
}
