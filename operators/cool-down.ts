import type { MonoTypeOperatorFunction } from 'rxjs'
import type { Alert } from '../src/domain/outputs.ts'
import type { Instant } from '../src/domain/time.ts'
import { stateful } from './state/stateful.ts'

/** How long an alert holds back its like. */
export interface CoolDownOptions {
  /** Exchange time between two of a kind, ms. */
  readonly ms?: number
}

const begin = () => ({
  /** When the last one of a type, security and direction was let through. */
  lastAt: new Map<string, Instant>(),
})

/**
 * Holds back an alert that comes less than `ms` of exchange time after the last one let through of the same type,
 * security and direction. Exactly `ms` later is late enough; an opposite direction is another alert.
 */
export function coolDown({ ms = 60_000 }: CoolDownOptions = {}): MonoTypeOperatorFunction<Alert> {
  return stateful(begin, ({ lastAt }, emit) => {
    return {
      next(alert) {
        const key = `${alert.alertType}|${alert.symbol}|${alert.direction}`
        if (alert.exchangeTime - (lastAt.get(key) ?? -Infinity) < ms) return
        lastAt.set(key, alert.exchangeTime)
        emit(alert)
      },
    }
  })
}
