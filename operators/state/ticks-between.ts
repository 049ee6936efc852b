import type { Instrument, Venue } from '../../src/domain/market.ts'
import type { Price } from '../../src/domain/money.ts'
import { tickAbove, tickSize } from '../../src/market/tick-size.ts'

/** What decides a price grid. */
interface Grid {
  readonly venue: Venue
  readonly instrument: Instrument
}

/** Price steps from one price of a grid to another one; below 0 when the second is the lower one. */
export function ticksBetween(from: Price, to: Price, grid: Grid): number {
  if (to < from) return -ticksBetween(to, from, grid)
  const { venue, instrument } = grid
  const tick = tickSize(venue, instrument, from)
  if (tick === tickSize(venue, instrument, to)) return Math.round((to - from) / tick)
  // Across the end of a tier: step by step, as far as two sides of a book are apart.
  let ticks = 0
  for (let price = from; price < to; ticks++) price = tickAbove(venue, instrument, price)
  return ticks
}
