import type { Basis } from '../../src/domain/outputs.ts'
import type { Table } from '../../src/store/table.ts'
import { stamp } from './stamp.ts'

/** The basis of each future. */
export const basis: Table<Basis> = {
  name: 'basis',
  columns: [
    ...stamp,
    { name: 'futures_symbol', type: 'text', value: ({ symbol }) => symbol },
    { name: 'futures_price', type: 'price', value: ({ futurePrice }) => futurePrice },
    { name: 'spot_value', type: 'price', value: ({ spotValue }) => spotValue },
    { name: 'basis', type: 'price', value: (point) => point.basis },
    { name: 'basis_pct', type: 'real', value: ({ basisPercent }) => basisPercent },
    { name: 'state', type: 'text', value: ({ state }) => state },
  ],
}
