import { alertJson } from '../../src/domain/emitted/alert.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import type { AlertJson } from '../../src/domain/wire.ts'
import { type Part, recordState } from './part.ts'

/** Alerts that are kept; the store holds all. */
const KEPT = 500

/** Which alerts are asked for. */
export interface AlertFilter {
  readonly limit: number
  readonly type?: string | undefined
  readonly severity?: string | undefined
}

/** Today's alerts. */
export interface AlertLog extends Part {
  /** Newest first. */
  newest(filter: AlertFilter): readonly AlertJson[]
  /** One of those that are kept. */
  find(id: string): Alert | undefined
}

/** Keeps the newest alerts of the day. */
export function alertLog(): AlertLog {
  const kept: { alerts: Alert[] } = { alerts: [] }
  return {
    ...recordState(kept),
    apply(output) {
      if (output.kind !== 'alert') return
      kept.alerts.push(output)
      if (kept.alerts.length > KEPT) kept.alerts.shift()
    },
    clear: () => void kept.alerts.splice(0),
    newest: ({ limit, type, severity }) =>
      kept.alerts
        .filter((alert) => (!type || alert.alertType === type) && (!severity || alert.severity === severity))
        .slice(-limit)
        .reverse()
        .map(alertJson),
    find: (id) => kept.alerts.findLast((alert) => alertJson(alert).id === id),
  }
}
