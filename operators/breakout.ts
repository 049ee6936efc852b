import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade } from '../src/domain/event.ts'
import { decimalOf, type Price } from '../src/domain/money.ts'
import type { Alert } from '../src/domain/outputs.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'
import { priceText } from './state/words.ts'

type LimitName = 'ceiling' | 'floor'

interface Watched {
  ceiling: Price | undefined
  floor: Price | undefined
  /** The limit at which the last trade was made. */
  at: LimitName | undefined
}

const begin = () => ({ time: feedTime(), bySymbol: new Map<string, Watched>() })

const unknown = (): Watched => ({ ceiling: undefined, floor: undefined, at: undefined })

/**
 * Alerts when a security's price reaches its ceiling or its floor.
 *
 * - Once when it gets there; again only after a trade off the limit. From one limit to the other is getting there.
 * - A limit that is not known yet alerts to nothing. Agreed (put-through) trades do not count.
 * - A trading day begins without limits, and off them.
 */
export function breakout(): OperatorFunction<ClassifiedEvent, Alert> {
  return stateful(begin, ({ time, bySymbol }, emit) => {
    const clock = feedClock(time)

    return {
      next(event) {
        if (clock.begins(event)) bySymbol.clear()
        if (event.kind === 'band') {
          const watched = keyed(bySymbol, event.symbol, unknown)
          watched.ceiling = event.ceiling
          watched.floor = event.floor
        } else if (event.kind === 'trade' && event.phase !== 'putThrough') {
          const watched = keyed(bySymbol, event.symbol, unknown)
          const reached = limitAt(event.price, watched)
          if (reached && reached !== watched.at)
            emit(alertTo(event, reached, watched[reached] ?? event.price))
          watched.at = reached
        }
      },
    }
  })
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
