import { ictDate, type IsoDate } from '../../../domain/time.ts'
import type { MarketMessage, MinuteBar, SimulatedExchange, TradeMessage } from '../../message.ts'
import { isPutThrough } from '../../put-through-deal.ts'
import { type IndexBars, indexBars } from './index-bars.ts'

/** What v3 tells of a day and the exchange does not keep. It begins anew with the first message of a day. */
export interface DayBook {
  /** Takes a message in. Each must pass, in order. */
  note(message: MarketMessage): void
  /** The last trade of a security's book: no projection, no deal. */
  lastTrade(symbol: string): TradeMessage | undefined
  /** The last put-through deal in a security. */
  lastDeal(symbol: string): TradeMessage | undefined
  /** Today's minute bars of an index, oldest first, since the book was begun. */
  indexBars(indexId: string): readonly MinuteBar[]
}

interface Day {
  readonly date: IsoDate
  readonly trades: Map<string, TradeMessage>
  readonly deals: Map<string, TradeMessage>
  readonly bars: IndexBars
}

const emptyDay = (date: IsoDate): Day => ({
  date,
  trades: new Map(),
  deals: new Map(),
  bars: indexBars(),
})

/** The book of a day that may run already: it begins with what the exchange still tells of it. */
export function dayBook(exchange: SimulatedExchange): DayBook {
  let day = emptyDay(exchange.date)
  for (const { symbol } of exchange.securities)
    exchange.latest(symbol).forEach((message) => write(day, message))
  for (const { id } of exchange.indices) {
    const last = exchange.latestIndex(id)
    if (last) write(day, last)
  }
  return {
    note(message) {
      const date = ictDate(message.time)
      if (date > day.date) day = emptyDay(date)
      write(day, message)
    },
    lastTrade: (symbol) => day.trades.get(symbol),
    lastDeal: (symbol) => day.deals.get(symbol),
    indexBars: (indexId) => day.bars.of(indexId),
  }
}

function write({ bars, deals, trades }: Day, message: MarketMessage): void {
  if (message.kind === 'index') bars.note(message)
  if (message.kind !== 'trade' || message.volume === 0) return
  const lasts = isPutThrough(message) ? deals : trades
  lasts.set(message.symbol, message)
}
