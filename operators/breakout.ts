import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade } from '../src/domain/event.ts'
import { decimalOf, type Price } from '../src/domain/money.ts'
import type { Alert } from '../src/domain/outputs.ts'
import { byKind } from './state/by-kind.ts'
import { keyed } from './state/keyed.ts'
import { priceText } from './state/words.ts'

type LimitName = 'ceiling' | 'floor'

interface Watched {
  ceiling: Price | undefined
  floor: Price | undefined
  /** The limit at which the last trade was made. */
  at: LimitName | undefined
}

const begin = () => ({ bySymbol: new Map<string, Watched>() })

const unknown = (): Watched => ({ ceiling: undefined, floor: undefined, at: undefined })

/**
 * Alerts when a security's price reaches its ceiling or its floor.
 *
 * - Once when it gets there; again only after a trade off the limit. From one limit to the other is getting there.
 * - A limit that is not known yet alerts to nothing. Agreed (put-through) trades do not count.
 * - A trading day begins without limits, and off them.
 */
export function breakout(): OperatorFunction<ClassifiedEvent, Alert> {
  return byKind(begin, ({ bySymbol }, emit) => ({
    begins: () => bySymbol.clear(),
    band({ symbol, ceiling, floor }) {
      const watched = keyed(bySymbol, symbol, unknown)
      watched.ceiling = ceiling
      watched.floor = floor
    },
    trade(event) {
      if (event.phase === 'putThrough') return
      const watched = keyed(bySymbol, event.symbol, unknown)
      const reached = limitAt(event.price, watched)
      if (reached && reached !== watched.at) emit(alertTo(event, reached, watched[reached] ?? event.price))
      watched.at = reached
    },
  }))
}

function limitAt(price: Price, { ceiling, floor }: Watched): LimitName | undefined {
  if (ceiling !== undefined && price >= ceiling) return 'ceiling'
  return floor !== undefined && price <= floor ? 'floor' : undefined
}

const alertTo = (trade: ClassifiedTrade, direction: LimitName, limit: Price): Alert => ({
  kind: 'alert',
  seq: trade.seq,
  exchangeTime: trade.exchangeTime,
  receivedTime: trade.receivedTime,
  symbol: trade.symbol,
  alertType: 'price_breakout',
  severity: 'critical',
  message: `${trade.symbol}: traded at its ${direction}, ${priceText(trade.symbol, limit)}`,
  direction,
  data: { price: decimalOf(trade.price), [direction]: decimalOf(limit), direction },
})
