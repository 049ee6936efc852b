import type { Rejected } from '../../src/domain/event.ts'
import type { Table } from '../../src/store/table.ts'

/** What could not be read; it says no time of its own. */
export const rejected: Table<Rejected> = {
  name: 'rejected',
  columns: [
    { name: 'seq', type: 'integer', value: ({ seq }) => seq },
    { name: 'exchange_time', type: 'time', value: ({ exchangeTime }) => exchangeTime },
    { name: 'received_time', type: 'time', value: ({ receivedTime }) => receivedTime },
    { name: 'reason', type: 'text', value: ({ reason }) => reason },
    { name: 'raw', type: 'text', value: ({ raw }) => raw },
  ],
}
