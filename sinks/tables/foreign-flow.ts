import type { ForeignFlow } from '../../src/domain/outputs.ts'
import type { Table } from '../../src/store/table.ts'
import { stamp } from './stamp.ts'

/** Foreign flow of each security. */
export const foreignFlow: Table<ForeignFlow> = {
  name: 'foreign_flow',
  columns: [
    ...stamp,
    { name: 'symbol', type: 'text', value: ({ symbol }) => symbol },
    { name: 'buy_volume', type: 'integer', value: ({ buyVolume }) => buyVolume },
    { name: 'sell_volume', type: 'integer', value: ({ sellVolume }) => sellVolume },
    { name: 'net_volume', type: 'integer', value: ({ buyVolume, sellVolume }) => buyVolume - sellVolume },
    { name: 'buy_value', type: 'integer', value: ({ buyValue }) => buyValue },
    { name: 'sell_value', type: 'integer', value: ({ sellValue }) => sellValue },
    { name: 'net_value', type: 'integer', value: ({ buyValue, sellValue }) => buyValue - sellValue },
    { name: 'total_room', type: 'integer', value: ({ totalRoom }) => totalRoom },
    { name: 'current_room', type: 'integer', value: ({ currentRoom }) => currentRoom },
    { name: 'buy_speed_per_min', type: 'real', value: ({ buySpeed }) => buySpeed },
    { name: 'sell_speed_per_min', type: 'real', value: ({ sellSpeed }) => sellSpeed },
    { name: 'buy_acceleration', type: 'real', value: ({ buyAcceleration }) => buyAcceleration },
    { name: 'sell_acceleration', type: 'real', value: ({ sellAcceleration }) => sellAcceleration },
    { name: 'rebased', type: 'boolean', value: ({ rebased }) => rebased },
  ],
}
