import type { AlertJson } from '../../../client/index.ts'
import { ictClock } from './ict-clock.ts'

/** Without the alerts of dates before one (`2026-11-20`, in Vietnam), for only their time of day is shown; none at all where there is no date. */
export function alertsSince(alerts: readonly AlertJson[], date: string | undefined): readonly AlertJson[] {
  return date === undefined
    ? []
    : alerts.filter(({ timestamp }) => ictClock(Date.parse(timestamp)).date >= date)
}
