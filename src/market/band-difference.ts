import type { Limits } from '../domain/market.ts'
import type { PriceBand } from './price-band.ts'

/** How the feed's limits differ from computed ones, hundredths, feed − computed; a limit that the feed does not name does not differ. */
export interface BandDifference {
  readonly ceiling: number
  readonly floor: number
}

/**
 * The difference between the limits that a feed names and the computed ones, or `undefined` when there is none. It is to
 * be reported, not to be mended: the feed's limits win, because events that no rule here knows widen bands.
 *
 * @example bandDifference({ reference, ceiling: undefined, floor: undefined }, computed) // undefined
 */
export function bandDifference(feed: Limits, computed: PriceBand): BandDifference | undefined {
  const ceiling = (feed.ceiling ?? computed.ceiling) - computed.ceiling
  const floor = (feed.floor ?? computed.floor) - computed.floor
  return ceiling === 0 && floor === 0 ? undefined : { ceiling, floor }
}
