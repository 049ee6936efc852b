import { describe, expect, it } from 'vitest'
import { shapes } from '../../client/shapes.ts'
import { alert, bar, snapshot, trade } from './fixtures.ts'

const known = {
  market: snapshot(1),
  foreign: { total_net_value: 1, top_buy: [], top_sell: [] },
  index: { VN30: { index_id: 'VN30', value: 1_285.4 } },
  alert: alert(1),
  alerts: [alert(1), alert(2)],
  basisTrend: [{ timestamp: '2026-11-20T10:00:00+07:00', basis: -1.2 }],
  trade: trade(1),
  bar: bar(1),
  row: { stream: 'big', seq: 1 },
} as const

describe('shapes', () => {
  it.each(Object.keys(shapes) as (keyof typeof shapes)[])('knows %s', (name) => {
    expect(shapes[name](known[name])).toBe(true)
    for (const other of [null, 7, '', { a: 1 }, [null]]) expect(shapes[name](other)).toBe(false)
  })

  it('knows each by what is inside', () => {
    expect(shapes.index({ VN30: { value: 1 } })).toBe(false)
    expect(shapes.foreign({ ...known.foreign, top_buy: {} })).toBe(false)
    expect(shapes.basisTrend([{ timestamp: '2026-11-20T10:00:00+07:00' }])).toBe(false)
    expect(shapes.trade(bar(1))).toBe(false)
    expect(shapes.bar(trade(1))).toBe(false)
    expect(shapes.market({ ...snapshot(1), prices: [] })).toBe(false)
  })
})
