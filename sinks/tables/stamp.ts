import type { Stamp } from '../../src/domain/event.ts'
import type { NumberColumn } from '../../src/store/table.ts'

/** What every row says: its place in the log, and both clocks. */
export const stamp: readonly NumberColumn<Stamp>[] = [
  { name: 'seq', type: 'integer', value: ({ seq }) => seq },
  { name: 'exchange_time', type: 'time', value: ({ exchangeTime }) => exchangeTime },
  { name: 'received_time', type: 'time', value: ({ receivedTime }) => receivedTime },
]
