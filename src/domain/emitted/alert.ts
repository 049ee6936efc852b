import type { Alert } from '../outputs.ts'
import { isoIct } from '../time.ts'
import type { AlertJson } from '../wire.ts'

/** An alert. Its id is made of what it is, so that a replay gives the same one. */
export const alertJson = (alert: Alert): AlertJson => ({
  id: `${alert.seq}-${alert.alertType}-${alert.symbol}-${alert.direction}`,
  alert_type: alert.alertType,
  severity: alert.severity,
  symbol: alert.symbol,
  message: alert.message,
  timestamp: isoIct(alert.exchangeTime),
  data: alertData(alert),
})

/** The numbers behind an alert and its direction. */
export const alertData = ({ data, direction }: Alert): AlertJson['data'] => ({ ...data, direction })
