import type { Making } from '../store/import/import-table.ts'
import { fillTrades } from './import-trades.ts'

const received: readonly [string, string] = ['received_time', 'exchange_time']

const making: Readonly<Record<string, Making>> = {
  trades: {
    sql: new Map([received]),
    filled: ['venue', 'value', 'side', 'basis', 'phase', 'restart'],
    fill: fillTrades,
  },
  // What a list tells of an interval is told by no trade: who was active in it nobody knows.
  bars: {
    sql: new Map([
      ['exchange_time', 'start + interval_ms * interval 1 millisecond'],
      received,
      ['active_buy_volume', '0'],
      ['active_sell_volume', '0'],
      ['filled_volume', 'volume - active_buy_volume - active_sell_volume'],
      ['revision', '0'],
      ['complete', 'true'],
    ]),
    filled: [],
  },
  basis: {
    sql: new Map([
      received,
      ['basis', 'futures_price - spot_value'],
      ['basis_pct', 'round((futures_price - spot_value) / spot_value * 100, 4)'],
      [
        'state',
        `case sign(futures_price - spot_value) when 1 then 'premium' when -1 then 'discount' else 'par' end`,
      ],
    ]),
    filled: [],
  },
  foreign_flow: {
    sql: new Map([
      received,
      ['net_volume', 'buy_volume - sell_volume'],
      ['net_value', 'buy_value - sell_value'],
    ]),
    filled: [],
  },
  // A side where nobody waits has no levels.
  quotes: { sql: new Map([received]), filled: [], emptyTexts: ['bids', 'asks'] },
  alerts: { sql: new Map([received]), filled: [], emptyTexts: ['message'] },
  // What could not be read says no time of the venue, and may be nothing at all.
  rejected: {
    sql: new Map([['exchange_time', 'null::timestamptz']]),
    filled: [],
    emptyTexts: ['reason', 'raw'],
  },
}

/** What is made of a table's columns that files leave out. */
export const makingOf = (table: string): Making => making[table] ?? { sql: new Map([received]), filled: [] }
