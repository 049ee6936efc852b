import type { IndexValue } from '../../src/domain/event.ts'
import type { Table } from '../../src/store/table.ts'
import { stamp } from './stamp.ts'

/** Values of the followed indices. */
export const indexValues: Table<IndexValue> = {
  name: 'index_values',
  columns: [
    ...stamp,
    { name: 'index_id', type: 'text', value: ({ indexId }) => indexId },
    { name: 'value', type: 'price', value: ({ value }) => value },
    { name: 'prior_value', type: 'price', value: ({ prior }) => prior },
    { name: 'total_volume', type: 'integer', value: ({ totalVolume }) => totalVolume },
    { name: 'total_value', type: 'integer', value: ({ totalValue }) => totalValue },
    { name: 'advances', type: 'integer', value: ({ advances }) => advances },
    { name: 'declines', type: 'integer', value: ({ declines }) => declines },
    { name: 'no_changes', type: 'integer', value: ({ noChanges }) => noChanges },
  ],
}
