import { instantOf } from '../../../src/domain/time.ts'
import { priceOfHundredths, turnover } from '../../../src/domain/money.ts'
import type {
  IndexMessage,
  ListedIndex,
  ListedSecurity,
  MarketMessage,
  QuoteMessage,
  SimulatedExchange,
  TradeMessage,
} from '../../../src/exchange/message.ts'
import { type Random, random } from '../../../src/exchange/random.ts'
import { simulatedExchange } from '../../../src/exchange/simulated-exchange.ts'
import { foreign, index, quote, share, status, trade, vn30 } from '../wire/small-exchange.ts'

const DATE = '2026-11-20'
const MINUTE = 60_000

/** Where every tape begins: all venues trade. */
export const START = instantOf(DATE, (9 * 60 + 20) * MINUTE)

/** A stretch of a market, kept to be played again. */
export interface Tape {
  readonly securities: readonly ListedSecurity[]
  readonly indices: readonly ListedIndex[]
  /** What stood before it. */
  readonly standing: readonly MarketMessage[]
  readonly messages: readonly MarketMessage[]
}

/** A minute of the simulated market, with forty symbols, from 09:20. */
export function marketTape(seed: number): Tape {
  const market = simulatedExchange({ seed, date: DATE, symbols: 40, startAt: START })
  const { securities, indices } = market
  const standing = [
    ...securities.flatMap(({ symbol }) => market.latest(symbol)),
    ...indices.flatMap(({ id }) => market.latestIndex(id) ?? []),
  ]
  return { securities, indices, standing, messages: market.advance(START + MINUTE) }
}

const SYMBOLS = ['ACB', 'BID', 'CTG', 'FPT', 'HPG', 'MBB', 'SSI', 'VCB', 'VIC', 'VNM']

/** Some time of ten shares by chance alone, which costs next to nothing: a message each 100 ms. */
export function smallTape(seed: number, seconds = 60): Tape {
  const chance = random(seed, 'tape')
  const totals = new Map(SYMBOLS.map((symbol) => [symbol, 1000 * (1 + chance.below(500))]))
  const standing: MarketMessage[] = SYMBOLS.flatMap((symbol) => [
    { ...status, time: START - MINUTE, symbol },
    quoteOf(symbol, START - 1000, chance),
    tradeOf(symbol, { time: START - 1000, totals, chance }),
    { ...foreign, time: START - 1000, symbol },
  ])
  const messages = Array.from({ length: seconds * 10 }, (_, i): MarketMessage => {
    const time = START + i * 100
    const symbol = SYMBOLS[chance.below(SYMBOLS.length)] ?? 'SSI'
    if (i % 50 === 0) return { ...index, time }
    if (i % 20 === 0) return { ...foreign, time, symbol }
    return chance.chance(0.5) ? quoteOf(symbol, time, chance) : tradeOf(symbol, { time, totals, chance })
  })
  return {
    securities: SYMBOLS.map((symbol) => ({ ...share, symbol })),
    indices: [vn30],
    standing: [...standing, { ...index, time: START - 1000 }],
    messages,
  }
}

const quoteOf = (symbol: string, time: number, chance: Random): QuoteMessage => ({
  ...quote,
  time,
  symbol,
  bids: quote.bids.map((level) => ({ ...level, volume: 100 * (1 + chance.below(900)) })),
})

interface Trading {
  readonly time: number
  readonly totals: Map<string, number>
  readonly chance: Random
}

function tradeOf(symbol: string, { time, totals, chance }: Trading): TradeMessage {
  const volume = 100 * (1 + chance.below(40))
  const price = priceOfHundredths(3_100_000 + 5000 * chance.below(10))
  const totalVolume = (totals.get(symbol) ?? 0) + volume
  totals.set(symbol, totalVolume)
  const totalValue = turnover(priceOfHundredths(3_100_000), totalVolume, 1)
  return { ...trade, time, symbol, volume, price, totalVolume, totalValue, dealVolume: 0, dealValue: 0 }
}

/** Time from one call of everything that stands to the next, ms. */
const CALL = 5000

const keyOf = (message: MarketMessage) =>
  `${message.kind} ${message.kind === 'index' ? message.indexId : message.symbol}`

/**
 * Plays a tape for some seconds. From then on the market stands still, and the exchange tells each five seconds how everything stands: who
 * missed something learns it.
 */
export function tapeExchange(
  { securities, indices, standing, messages }: Tape,
  seconds: number,
): SimulatedExchange {
  const end = START + seconds * 1000
  const latest = new Map(standing.map((message) => [keyOf(message), message]))
  let now = START
  let next = 0
  let call = end

  const played = (to: number): MarketMessage[] => {
    const from = next
    while ((messages[next]?.time ?? Infinity) < Math.min(to + 1, end)) next += 1
    const told = messages.slice(from, next)
    for (const message of told) latest.set(keyOf(message), message)
    return told
  }
  const calls = (to: number): MarketMessage[] => {
    const told: MarketMessage[] = []
    for (; call + CALL <= to; call += CALL)
      for (const message of latest.values()) told.push({ ...message, time: call + CALL })
    return told
  }
  return {
    date: DATE,
    get now() {
      return now
    },
    securities,
    indices,
    advance(to) {
      now = Math.max(now, to)
      return [...played(now), ...calls(now)]
    },
    latest: (symbol) =>
      ['status', 'quote', 'trade', 'foreign'].flatMap((kind) => latest.get(`${kind} ${symbol}`) ?? []),
    latestIndex: (id) => latest.get(`index ${id}`) as IndexMessage | undefined,
    minuteBars: () => [],
  }
}
