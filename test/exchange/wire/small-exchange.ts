import type {
  ForeignMessage,
  IndexMessage,
  ListedIndex,
  ListedSecurity,
  MarketMessage,
  MinuteBar,
  QuoteMessage,
  SimulatedExchange,
  StatusMessage,
  TradeMessage,
} from '../../../src/exchange/message.ts'
import { instantOf, type IsoDate } from '../../../src/domain/time.ts'
import { type Price, priceOf } from '../../../src/domain/money.ts'

const DATE: IsoDate = '2025-11-05'

/** An instant of the day, by its time: `10:02:13`. */
export const at = (time: string, date = DATE) => {
  const [h = 0, m = 0, s = 0] = time.split(':').map(Number)
  return instantOf(date, (h * 3600 + m * 60 + s) * 1000)
}

export const price = (decimal: number): Price => priceOf(decimal)!

export const share: ListedSecurity = {
  symbol: 'SSI',
  name: 'SSI (simulated)',
  venue: 'HOSE',
  instrument: 'stock',
  reference: price(31_000),
  ceiling: price(33_150),
  floor: price(28_850),
  listedShares: 2_000_000_000,
  lot: 100,
  multiplier: 1,
  lastTradingDay: undefined,
}

export const future: ListedSecurity = {
  symbol: '41I1FB000',
  name: 'VN30 future 2025-11 (simulated)',
  venue: 'DERIVATIVES',
  instrument: 'future',
  reference: price(1280),
  ceiling: price(1369.6),
  floor: price(1190.4),
  listedShares: 0,
  lot: 1,
  multiplier: 100_000,
  lastTradingDay: '2025-11-20',
}

export const vn30: ListedIndex = { id: 'VN30', name: 'VN30', venue: 'HOSE', members: ['SSI', 'FPT'] }

export const status: StatusMessage = { kind: 'status', time: at('09:15:02'), symbol: 'SSI', session: 'LO' }

export const quote: QuoteMessage = {
  kind: 'quote',
  time: at('10:02:12'),
  symbol: 'SSI',
  session: 'LO',
  bids: [
    { price: price(31_150), volume: 22_700 },
    { price: price(31_100), volume: 35_900 },
    { price: price(31_050), volume: 40_800 },
  ],
  asks: [
    { price: price(31_200), volume: 14_200 },
    { price: price(31_250), volume: 80_100 },
    { price: price(31_300), volume: 61_300 },
  ],
  auctionBidVolume: 0,
  auctionAskVolume: 0,
}

export const trade: TradeMessage = {
  kind: 'trade',
  time: at('10:02:13'),
  symbol: 'SSI',
  session: 'LO',
  price: price(31_200),
  volume: 300,
  side: 'buy',
  totalVolume: 5_844_400,
  totalValue: 182_013_860_000,
  dealVolume: 5_842_600,
  dealValue: 181_957_875_000,
  highest: price(31_400),
  lowest: price(30_900),
  projectedPrice: undefined,
}

export const foreign: ForeignMessage = {
  kind: 'foreign',
  time: at('10:02:14'),
  symbol: 'SSI',
  buyVolume: 41_200,
  sellVolume: 98_700,
  buyValue: 1_285_440_000,
  sellValue: 3_079_440_000,
  totalRoom: 1_900_000_000,
  currentRoom: 905_117_300,
}

export const index: IndexMessage = {
  kind: 'index',
  time: at('10:02:15'),
  indexId: 'VN30',
  value: price(1641.27),
  prior: price(1633.02),
  totalVolume: 318_550_000,
  totalValue: 8_911_203_000_000,
  advances: 18,
  declines: 8,
  noChanges: 4,
  ceilings: 1,
  floors: 0,
  session: 'LO',
}

const bar = (time: string, close: number, volume: number): MinuteBar => ({
  start: at(time),
  open: price(31_000),
  high: price(31_250),
  low: price(30_950),
  close: price(close),
  volume,
  value: volume * close,
})

/** A simulated exchange that tells what it is told to. */
export interface SmallExchange extends SimulatedExchange {
  /** Told at the next step. */
  readonly queue: MarketMessage[]
  /** How often and how far time was moved on. */
  readonly steps: number[]
}

/** A market of one share, one future and one index, at 10:03, with a latest message of each kind. */
export function smallExchange(changes: Partial<SimulatedExchange> = {}): SmallExchange {
  const queue: MarketMessage[] = []
  const steps: number[] = []
  return {
    date: DATE,
    now: at('10:03:00'),
    securities: [share, future],
    indices: [vn30],
    queue,
    steps,
    advance(to) {
      steps.push(to)
      return queue.splice(0)
    },
    latest: (symbol) => (symbol === 'SSI' ? [trade, quote, foreign, status] : []),
    latestIndex: (id) => (id === 'VN30' ? index : undefined),
    minuteBars: (symbol) =>
      symbol === 'SSI'
        ? [bar('09:15:00', 31_100, 1000), bar('09:16:00', 31_050, 500), bar('10:02:00', 31_200, 300)]
        : [],
    ...changes,
  }
}
