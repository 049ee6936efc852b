import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Table } from '../../src/store/table.ts'
import { stamp } from './stamp.ts'

/** Trades with their aggressor. */
export const trades: Table<ClassifiedTrade> = {
  name: 'trades',
  columns: [
    ...stamp,
    { name: 'symbol', type: 'text', value: ({ symbol }) => symbol },
    { name: 'venue', type: 'text', value: ({ venue }) => venue },
    { name: 'price', type: 'price', value: ({ price }) => price },
    { name: 'volume', type: 'integer', value: ({ volume }) => volume },
    { name: 'value', type: 'integer', value: ({ value }) => value },
    { name: 'side', type: 'text', value: ({ side }) => side },
    { name: 'basis', type: 'text', value: ({ basis }) => basis },
    { name: 'phase', type: 'text', value: ({ phase }) => phase },
    { name: 'bid_price', type: 'price', value: ({ bid }) => bid },
    { name: 'ask_price', type: 'price', value: ({ ask }) => ask },
    { name: 'restart', type: 'boolean', value: ({ restart }) => restart },
    { name: 'total_volume', type: 'integer', value: ({ totalVolume }) => totalVolume },
    { name: 'late', type: 'boolean', value: ({ late }) => late },
  ],
}
