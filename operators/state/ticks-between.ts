import type { Instrument, Venue } from '../../src/domain/market.ts'
import type { Price } from '../../src/domain/money.ts'
import { stepsUntil, tickAt } from '../../src/market/tick-size.ts'

/** What decides a price grid. */
interface Grid {
  readonly venue: Venue
  readonly instrument: Instrument
}

/** Price steps from one price of a grid to another one; below 0 when the second is the lower one. Costs the same however far they are apart. */
export function ticksBetween(from: Price, to: Price, grid: Grid): number {
  return to < from ? -stepsUp(to, from, grid) : stepsUp(from, to, grid)
}

/** Tier by tier: each has a step of its own. */
function stepsUp(from: number, to: number, grid: Grid): number {
  const { venue, instrument } = grid
  const tick = tickAt(venue, instrument, from)
  const end = stepsUntil(venue, instrument, from)
  return to <= end ? Math.round((to - from) / tick) : Math.ceil((end - from) / tick) + stepsUp(end, to, grid)
}
