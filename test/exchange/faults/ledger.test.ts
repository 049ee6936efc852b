import { describe, expect, it } from 'vitest'
import { ledger } from '../../../src/exchange/faults/ledger.ts'
import { trade } from '../wire/small-exchange.ts'

const traded = (totalVolume: number, volume: number) => ({ ...trade, volume, totalVolume })
const sent = (totalVolume: number, volume: number) => ({ symbol: trade.symbol, volume, totalVolume })

describe('a ledger', () => {
  it('knows what a client missed, from the start of the day on', () => {
    const book = ledger()
    book.traded(traded(100, 100))
    book.traded(traded(150, 50))
    book.traded(traded(220, 70))
    book.read('anna', [sent(100, 100), sent(220, 70)])
    book.read('binh', [sent(220, 70)])
    expect(book.totals()).toEqual(new Map([[trade.symbol, 220]]))
    expect(book.lost('anna')).toEqual([{ symbol: trade.symbol, from: 100, to: 150, volume: 50 }])
    expect(book.lost('binh')).toEqual([{ symbol: trade.symbol, from: 0, to: 150, volume: 150 }])
    expect(book.lost('nobody')).toEqual([{ symbol: trade.symbol, from: 0, to: 220, volume: 220 }])
  })

  it('takes for reached what came late, twice, or in pieces', () => {
    const book = ledger()
    book.traded(traded(100, 100))
    book.traded(traded(150, 50))
    book.read('anna', [sent(150, 50), sent(150, 50)])
    book.read('anna', [sent(60, 60), sent(100, 40)])
    expect(book.lost('anna')).toEqual([])
  })

  it('knows what a client was told before anything was traded', () => {
    const book = ledger()
    book.read('anna', [sent(100, 30)])
    book.traded(traded(150, 50))
    expect(book.lost('anna')).toEqual([
      { symbol: trade.symbol, from: 0, to: 70, volume: 70 },
      { symbol: trade.symbol, from: 100, to: 150, volume: 50 },
    ])
  })

  it('begins a new day with nothing', () => {
    const book = ledger()
    book.traded(traded(100, 100))
    book.traded({ ...traded(30, 30), symbol: 'FPT', time: trade.time + 86_400_000 })
    expect(book.lost('anna')).toEqual([{ symbol: 'FPT', from: 0, to: 30, volume: 30 }])
  })
})
