import type { Bar } from '../../src/domain/outputs.ts'
import type { Table } from '../../src/store/table.ts'
import { stamp } from './stamp.ts'

/** Bars, a row each time one is told; the view `latest_bars` has each once. */
export const bars: Table<Bar> = {
  name: 'bars',
  columns: [
    ...stamp,
    { name: 'symbol', type: 'text', value: ({ symbol }) => symbol },
    { name: 'interval_ms', type: 'integer', value: ({ interval }) => interval },
    { name: 'start', type: 'time', value: ({ start }) => start },
    { name: 'open', type: 'price', value: ({ open }) => open },
    { name: 'high', type: 'price', value: ({ high }) => high },
    { name: 'low', type: 'price', value: ({ low }) => low },
    { name: 'close', type: 'price', value: ({ close }) => close },
    { name: 'volume', type: 'integer', value: ({ volume }) => volume },
    { name: 'active_buy_volume', type: 'integer', value: ({ activeBuyVolume }) => activeBuyVolume },
    { name: 'active_sell_volume', type: 'integer', value: ({ activeSellVolume }) => activeSellVolume },
    { name: 'revision', type: 'integer', value: ({ revision }) => revision },
    { name: 'complete', type: 'boolean', value: ({ complete }) => complete },
    { name: 'filled_volume', type: 'integer', value: ({ filledVolume }) => filledVolume },
  ],
}
