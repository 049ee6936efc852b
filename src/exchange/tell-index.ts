import type { Price } from '../domain/money.ts'
import { type MarketIndex, valueNow } from './market-index.ts'
import { priceNow, type TradedSecurity } from './traded-security.ts'
import type { TradingFloor } from './trading-floor.ts'

/** Tells the value of an index, what its members matched, and how many of them rose and fell. */
export function tellIndex(floor: TradingFloor, index: MarketIndex): void {
  const securities = index.members.map(({ security }) => security)
  const count = (test: (price: Price, security: TradedSecurity) => boolean) =>
    securities.filter((security) => test(priceNow(security), security)).length
  const first = securities[0]
  index.last = {
    kind: 'index',
    time: floor.now,
    indexId: index.listed.id,
    value: valueNow(index),
    prior: index.prior,
    totalVolume: securities.reduce((sum, { totals }) => sum + totals.matchedVolume, 0),
    totalValue: securities.reduce((sum, { totals }) => sum + totals.matchedValue, 0),
    advances: count((price, { listed }) => price > listed.reference),
    declines: count((price, { listed }) => price < listed.reference),
    noChanges: count((price, { listed }) => price === listed.reference),
    ceilings: count((price, { listed }) => price === listed.ceiling),
    floors: count((price, { listed }) => price === listed.floor),
    session: first?.session ?? 'C',
  }
  floor.tape.push(index.last)
  floor.clients?.indexTold(index.last)
}
