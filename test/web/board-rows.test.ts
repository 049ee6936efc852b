import { describe, expect, it } from 'vitest'
import { boardRows } from '../../web/src/model/board-rows.ts'
import { market, price, stats } from './fixtures.ts'

describe('boardRows', () => {
  it('joins prices and totals by symbol', () => {
    const rows = boardRows([], { ...market(0), prices: { FPT: price(4, 0) }, quotes: { FPT: stats(4, 0) } })
    expect(rows).toEqual([
      {
        symbol: 'FPT',
        ceiling: 34_650,
        floor: 30_150,
        reference: 32_400,
        last: 32_250,
        lastVolume: 2_900,
        change: -150,
        changePercent: -0.46,
        bids: price(4, 0).bids,
        asks: price(4, 0).asks,
        totalVolume: stats(4, 0).total_volume,
        buyPressure:
          stats(4, 0).mua_chu_dong_volume /
          (stats(4, 0).mua_chu_dong_volume + stats(4, 0).ban_chu_dong_volume),
      },
    ])
  })

  it('leaves absent what is not known', () => {
    const none = { ...stats(0, 0), mua_chu_dong_volume: 0, ban_chu_dong_volume: 0 }
    const [priced, traded] = boardRows([], {
      ...market(0),
      prices: { ACB: { bids: [], asks: [] } },
      quotes: { BID: none },
    })
    const unknown = { last: undefined, reference: undefined, buyPressure: undefined, bids: [], asks: [] }
    expect(priced).toMatchObject({ ...unknown, symbol: 'ACB', totalVolume: undefined })
    expect(traded).toMatchObject({ ...unknown, symbol: 'BID', totalVolume: none.total_volume })
  })

  it('keeps the object of a row that says the same, and only of that', () => {
    const before = boardRows([], market(0))
    const moved = { ...market(0).prices, FPT: { ...price(4, 0), bids: [[32_200, 1]] as const } }
    const after = boardRows(before, { ...market(0), prices: moved })
    const changed = after.filter((row, at) => row !== before[at])
    expect(changed.map(({ symbol }) => symbol)).toEqual(['FPT'])
    expect(changed[0]?.bids).toEqual([[32_200, 1]])
  })

  it('forgets a symbol that is gone', () => {
    const before = boardRows([], market(0))
    expect(boardRows(before, { ...market(0), prices: {}, quotes: {} })).toEqual([])
  })
})
