import type { Alert } from '../../src/domain/outputs.ts'
import type { Market } from './market.ts'
import type { Security } from './security.ts'

/** Tells an alert unless its like was told in the last minute. */
export function tellAlert({ emit }: Market, { alertedAt }: Security, alert: Alert): void {
  const key = alert.alertType + alert.direction
  if (alert.exchangeTime - (alertedAt.get(key) ?? -Infinity) < 60_000) return
  alertedAt.set(key, alert.exchangeTime)
  emit(alert)
}
