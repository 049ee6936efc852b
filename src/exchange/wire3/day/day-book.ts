import { type Quantity, turnover, type Vnd } from '../../../domain/money.ts'
import { ictDate, type IsoDate } from '../../../domain/time.ts'
import type { MarketMessage, MinuteBar, SimulatedExchange, TradeMessage } from '../../message.ts'
import { type IndexBars, indexBars } from './index-bars.ts'

/** What was traded of a security in one way. */
export interface Traded {
  readonly volume: Quantity
  readonly value: Vnd
}

/** What v3 tells of a day beyond what one message says. It begins anew with the first message of a day. */
export interface DayBook {
  /** Takes a message in. Each must pass, in order. */
  note(message: MarketMessage): void
  /** Put-through deals of a security so far; the rest of its totals was matched in its book. */
  deals(symbol: string): Traded
  /** The last trade of a security's book: no projection, no deal. */
  lastTrade(symbol: string): TradeMessage | undefined
  /** The last deal that was noted. */
  lastDeal(symbol: string): TradeMessage | undefined
  /** Today's minute bars of an index, oldest first, since the book was begun. */
  indexBars(indexId: string): readonly MinuteBar[]
}

/** Whether a trade is a put-through deal. What is matched after the close has an aggressor. */
export const isDeal = ({ session, side }: TradeMessage): boolean => session === 'PT' && side === undefined

interface Day {
  readonly date: IsoDate
  readonly deals: Map<string, Traded>
  readonly trades: Map<string, TradeMessage>
  readonly lastDeals: Map<string, TradeMessage>
  readonly bars: IndexBars
}

const emptyDay = (date: IsoDate): Day => ({
  date,
  deals: new Map(),
  trades: new Map(),
  lastDeals: new Map(),
  bars: indexBars(),
})

const NONE: Traded = { volume: 0, value: 0 }

/** The book of a day that may run already: it begins with what the exchange still tells of it. */
export function dayBook(exchange: SimulatedExchange): DayBook {
  let day = dayUntilNow(exchange)
  return {
    note(message) {
      const date = ictDate(message.time)
      if (date > day.date) day = emptyDay(date)
      if (message.kind === 'index') day.bars.note(message)
      if (message.kind === 'trade' && message.volume > 0) noteTrade(day, message)
    },
    deals: (symbol) => day.deals.get(symbol) ?? NONE,
    lastTrade: (symbol) => day.trades.get(symbol),
    lastDeal: (symbol) => day.lastDeals.get(symbol),
    indexBars: (indexId) => day.bars.of(indexId),
  }
}

function noteTrade(day: Day, trade: TradeMessage): void {
  const { symbol, price, volume } = trade
  if (!isDeal(trade)) {
    day.trades.set(symbol, trade)
    return
  }
  day.lastDeals.set(symbol, trade)
  const before = day.deals.get(symbol) ?? NONE
  // Deals are in shares only: no multiplier.
  const value = price === undefined ? 0 : turnover(price, volume)
  day.deals.set(symbol, { volume: before.volume + volume, value: before.value + value })
}

/** What was agreed before somebody looked is what the bars, which hold all that was matched, leave of the totals. */
function dayUntilNow(exchange: SimulatedExchange): Day {
  const day = emptyDay(exchange.date)
  for (const { symbol } of exchange.securities) {
    const trade = exchange.latest(symbol).find((message) => message.kind === 'trade')
    if (!trade) continue
    const matched = sum(exchange.minuteBars(symbol))
    const volume = trade.totalVolume - matched.volume
    if (volume > 0) day.deals.set(symbol, { volume, value: trade.totalValue - matched.value })
    if (trade.volume > 0 && !isDeal(trade)) day.trades.set(symbol, trade)
  }
  for (const { id } of exchange.indices) {
    const last = exchange.latestIndex(id)
    if (last) day.bars.note(last)
  }
  return day
}

/** Volume and value of bars together. */
export function sum(bars: readonly MinuteBar[]): Traded {
  let volume = 0
  let value = 0
  for (const bar of bars) {
    volume += bar.volume
    value += bar.value
  }
  return { volume, value }
}
