import { alertData, alertJson } from '../../src/domain/emitted/alert.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import type { Table } from '../../src/store/table.ts'
import { stamp } from './stamp.ts'

/** Alerts, with the id that is shown, and what made them. */
export const alerts: Table<Alert> = {
  name: 'alerts',
  columns: [
    ...stamp,
    { name: 'id', type: 'text', value: (alert) => alertJson(alert).id },
    { name: 'alert_type', type: 'text', value: ({ alertType }) => alertType },
    { name: 'severity', type: 'text', value: ({ severity }) => severity },
    { name: 'symbol', type: 'text', value: ({ symbol }) => symbol },
    { name: 'message', type: 'text', value: ({ message }) => message },
    { name: 'data', type: 'text', value: (alert) => JSON.stringify(alertData(alert)) },
    { name: 'lineage', type: 'text', value: ({ lineage }) => lineage && JSON.stringify(lineage) },
  ],
}
