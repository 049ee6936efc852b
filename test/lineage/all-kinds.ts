import type { RawFrame } from '../../src/domain/frame.ts'
import { at } from '../../src/testing/index.ts'

const FUTURE = '41I1GC000'

function frame(type: string, time: string, content: object): RawFrame {
  const dated = { RType: type, TradingDate: '20/11/2026', Time: time, ...content }
  return {
    receivedTime: at(time),
    source: 'ssi',
    text: JSON.stringify({ DataType: type, Content: JSON.stringify(dated) }),
  }
}

/** Trades of a security, each with the day's volume. */
function trades(symbol: string, venue: string, limits: object) {
  let total = 0
  return (time: string, price: number, volume: number): RawFrame => {
    total += volume
    return frame('X-TRADE', time, {
      Symbol: symbol,
      ...limits,
      LastPrice: price,
      LastVol: volume,
      TotalVol: total,
      Exchange: venue,
      MarketId: venue,
      TradingSession: 'LO',
      TradingStatus: 'N',
      Side: null,
    })
  }
}

const index = (time: string, value: number): RawFrame =>
  frame('MI', time, {
    IndexId: 'VN30',
    IndexValue: value,
    PriorIndexValue: 1_300,
    TotalQtty: 0,
    TotalValue: 0,
    Advances: 0,
    NoChanges: 30,
    Declines: 0,
    TradingSession: 'LO',
  })

const bought = (time: string, volume: number): RawFrame =>
  frame('R', time, {
    Symbol: 'FPT',
    Exchange: 'HOSE',
    MarketId: 'HOSE',
    TotalRoom: 1e9,
    CurrentRoom: 1e9 - volume,
    BuyVol: volume,
    SellVol: 0,
    BuyVal: volume * 100_000,
    SellVal: 0,
  })

/** A log, as FastConnect v2 tells it, in which each kind of alert is told: once of the rule `price >= 107000`. */
export function allKinds(): readonly RawFrame[] {
  const share = trades('FPT', 'HOSE', { Ceiling: 107_000, Floor: 93_000, RefPrice: 100_000 })
  const future = trades(FUTURE, 'DERIVATIVES', { Ceiling: 1_391, Floor: 1_209, RefPrice: 1_300 })
  const second = (i: number) => `10:00:${String(i).padStart(2, '0')}`
  return [
    index('10:00:00', 1_300),
    ...Array.from({ length: 12 }, (_, i) => share(second(i), 100_000, 100 + i)),
    bought('10:00:12', 30_000),
    future('10:00:13', 1_302, 10),
    index('10:00:14', 1_300.5),
    share('10:00:20', 100_000, 5_000),
    future('10:00:30', 1_298, 20),
    bought('10:03:00', 32_000),
    bought('10:05:30', 50_000),
    share('10:06:00', 107_000, 100),
  ]
}
