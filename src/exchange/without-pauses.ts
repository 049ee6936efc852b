import { nextMovingInstant } from './day-clock.ts'
import type { SimulatedExchange } from './message.ts'

/**
 * The same exchange with a clock that jumps over lunch, nights, weekends and holidays: the time asked of it goes on evenly,
 * the time on its messages skips what would stand still. For a demonstration that moves at any hour.
 */
export function withoutPauses(exchange: SimulatedExchange): SimulatedExchange {
  let skipped = 0
  return {
    get date() {
      return exchange.date
    },
    get now() {
      return exchange.now - skipped
    },
    get securities() {
      return exchange.securities
    },
    get indices() {
      return exchange.indices
    },
    advance(to) {
      const told = exchange.advance(to + skipped)
      const moving = nextMovingInstant(exchange.now)
      if (moving === exchange.now) return told
      skipped += moving - exchange.now
      return [...told, ...exchange.advance(moving)]
    },
    latest: (symbol) => exchange.latest(symbol),
    latestIndex: (indexId) => exchange.latestIndex(indexId),
    minuteBars: (symbol) => exchange.minuteBars(symbol),
    ...(exchange.orderEntry && { orderEntry: exchange.orderEntry }),
  }
}
