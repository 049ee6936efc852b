import type { Gap } from '../../src/domain/event.ts'
import type { Table } from '../../src/store/table.ts'
import { stamp } from './stamp.ts'

/** Volume that was traded and never told as trades. */
export const gaps: Table<Gap> = {
  name: 'gaps',
  columns: [
    ...stamp,
    { name: 'symbol', type: 'text', value: ({ symbol }) => symbol },
    { name: 'venue', type: 'text', value: ({ venue }) => venue },
    { name: 'from_time', type: 'time', value: ({ from }) => from },
    { name: 'to_time', type: 'time', value: ({ to }) => to },
    { name: 'missing_volume', type: 'integer', value: ({ missingVolume }) => missingVolume },
    { name: 'reason', type: 'text', value: ({ reason }) => reason },
    { name: 'restart', type: 'boolean', value: ({ restart }) => restart },
  ],
}
