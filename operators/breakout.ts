import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent } from '../src/domain/event.ts'
import type { Price } from '../src/domain/money.ts'
import type { Alert } from '../src/domain/outputs.ts'
import { breakoutAlert, type LimitName } from './state/breakout-alert.ts'
import { breakoutLineage, type LastPaid, paid } from './state/breakout-lineage.ts'
import { byKind } from './state/by-kind.ts'
import { bySymbol } from './state/by-symbol.ts'
import type { Told } from './state/evidence.ts'

interface Watched {
  ceiling: Price | undefined
  floor: Price | undefined
  /** The limit at which the last trade was made. */
  at: LimitName | undefined
  /** What told the limits. */
  limits: Told | undefined
  /** The last trade. */
  last: LastPaid | undefined
}

const begin = () => ({ watched: new Map<string, Watched>() })

const unknown = (): Watched => ({
  ceiling: undefined,
  floor: undefined,
  at: undefined,
  limits: undefined,
  last: undefined,
})

/**
 * Alerts when a security's price reaches its ceiling or its floor.
 *
 * - Once when it gets there; again only after a trade off the limit. From one limit to the other is getting there.
 * - A trade that comes late alerts, too, and tells nothing of where the price is now: it does not count as leaving.
 * - A limit that is not known yet alerts to nothing. Agreed (put-through) trades do not count.
 * - A trading day begins without limits, and off them.
 */
export function breakout(): OperatorFunction<ClassifiedEvent, Alert> {
  return byKind(begin, (state, emit) => {
    const all = bySymbol(state.watched, unknown)
    return {
      begins: all.clear,
      band({ symbol, ceiling, floor, seq, exchangeTime }) {
        const watched = all.of(symbol)
        watched.ceiling = ceiling
        watched.floor = floor
        watched.limits = { seq, exchangeTime }
      },
      trade(event) {
        if (event.phase === 'putThrough') return
        const watched = all.of(event.symbol)
        const reached = limitAt(event.price, watched)
        if (reached && reached !== watched.at)
          emit({
            ...breakoutAlert(event, reached, watched[reached] ?? event.price),
            lineage: breakoutLineage(event, watched),
          })
        if (event.late) return
        watched.at = reached
        watched.last = paid(event, watched.last)
      },
    }
  })
}

function limitAt(price: Price, { ceiling, floor }: Watched): LimitName | undefined {
  if (ceiling !== undefined && price >= ceiling) return 'ceiling'
  return floor !== undefined && price <= floor ? 'floor' : undefined
}
