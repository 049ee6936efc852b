import type { AlertJson } from '../../../client/index.ts'

/** Alerts that the page shows. */
const SHOWN = 200

/** The alerts with one more, newest first by the data's time; of the same time the one that came last stands first. */
export function addAlert(alerts: readonly AlertJson[], alert: AlertJson): readonly AlertJson[] {
  const time = Date.parse(alert.timestamp)
  const older = alerts.findIndex(({ timestamp }) => Date.parse(timestamp) <= time)
  return alerts.toSpliced(older < 0 ? alerts.length : older, 0, alert).slice(0, SHOWN)
}
