import type { AlertJson, AlertType } from '../../domain/index.ts'

/** The kinds of alert. */
export const alertTypes = [
  'volume_spike',
  'price_breakout',
  'foreign_acceleration',
  'basis_divergence',
  'rule',
] as const satisfies readonly AlertType[]

/** How much an alert matters, least first. */
export const severities = ['info', 'warning', 'critical'] as const satisfies readonly AlertJson['severity'][]
