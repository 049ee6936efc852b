import type { IndexMessage } from './message.ts'
import { type MarketIndex, valueNow } from './market-index.ts'
import { priceNow } from './traded-security.ts'
import type { TradingFloor } from './trading-floor.ts'

/** Tells the value of an index, what its members matched, and how many of them rose and fell. */
export function tellIndex(floor: TradingFloor, index: MarketIndex): void {
  index.last = {
    kind: 'index',
    time: floor.now,
    indexId: index.listed.id,
    value: valueNow(index),
    prior: index.prior,
    ...countsOf(index),
    session: index.members[0]?.security.session ?? 'C',
  }
  floor.tape.push(index.last)
  floor.clients?.indexTold(index.last)
}

type Counts = {
  -readonly [
    Key in 'totalVolume' | 'totalValue' | 'advances' | 'declines' | 'noChanges' | 'ceilings' | 'floors'
  ]: IndexMessage[Key]
}

/** Over the members once: they lie far apart in memory. */
function countsOf({ members }: MarketIndex): Counts {
  const counts: Counts = {
    totalVolume: 0,
    totalValue: 0,
    advances: 0,
    declines: 0,
    noChanges: 0,
    ceilings: 0,
    floors: 0,
  }
  for (const { security } of members) {
    const { totals, listed } = security
    const price = priceNow(security)
    counts.totalVolume += totals.matchedVolume
    counts.totalValue += totals.matchedValue
    if (price > listed.reference) counts.advances++
    else if (price < listed.reference) counts.declines++
    else counts.noChanges++
    if (price === listed.ceiling) counts.ceilings++
    if (price === listed.floor) counts.floors++
  }
  return counts
}
