import type { OperatorFunction } from 'rxjs'
import type { Band, DecodedEvent, Gap, LastTrade, MarketEvent, Trade } from '../src/domain/event.ts'
import { type Price, turnover } from '../src/domain/money.ts'
import { pointValue } from '../src/market/point-value.ts'
import { feedClock } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'
import { grow, type Growth, type VolumeCount, volumeCount } from './state/volume-count.ts'

interface Counted {
  readonly multiplier: number
  readonly volume: VolumeCount
}

const counted = (symbol: string): Counted => ({
  multiplier: pointValue(symbol),
  volume: volumeCount(),
})

/**
 * Makes trades, and gaps between them, of the last trades that a feed repeats with every change.
 *
 * - A trade is told only by growth of the day's total, which begins at 0 with the trading day. Growth beyond the last
 *   trade's volume is a `gap`, which comes before the trade; so is growth without a trade.
 * - A message up to a minute older than the newest with a smaller total is late: it is a trade when a gap was told for
 *   it, after a gap of negative volume that takes that back; else it is a duplicate and gives nothing.
 * - Any other decrease is a new count: the next trade or gap says `restart`.
 * - A message of a day that is over gives nothing. All other kinds pass as they are.
 *
 * Trades and gaps of a security add up to the feed's total, at any time.
 */
export function gaps(): OperatorFunction<DecodedEvent | Band, MarketEvent> {
  return stateful((emit) => {
    const clock = feedClock()
    const bySymbol = new Map<string, Counted>()

    return {
      next(event) {
        if (clock.begins(event)) bySymbol.clear()
        if (event.kind !== 'last') {
          emit(event)
          return
        }
        if (clock.isPast(event)) return
        const { multiplier, volume } = keyed(bySymbol, event.symbol, () => counted(event.symbol))
        const growth = grow(volume, event)
        if (!growth) return
        if (growth.missing !== 0) emit(gap(event, growth))
        if (event.price !== undefined && growth.traded > 0)
          emit(trade(event, growth, { price: event.price, multiplier }))
      },
    }
  })
}

const gap = (last: LastTrade, { missing, restart, from, to, reason }: Growth): Gap => ({
  kind: 'gap',
  seq: last.seq,
  exchangeTime: last.exchangeTime,
  receivedTime: last.receivedTime,
  symbol: last.symbol,
  venue: last.venue,
  from,
  to,
  missingVolume: missing,
  reason,
  restart,
})

interface Worth {
  readonly price: Price
  readonly multiplier: number
}

const trade = (
  last: LastTrade,
  { missing, traded, restart }: Growth,
  { price, multiplier }: Worth,
): Trade => ({
  kind: 'trade',
  seq: last.seq,
  exchangeTime: last.exchangeTime,
  receivedTime: last.receivedTime,
  symbol: last.symbol,
  venue: last.venue,
  price,
  volume: traded,
  value: turnover(price, traded, multiplier),
  phase: last.phase,
  feedSide: last.feedSide,
  // The gap before it has begun the new count already.
  restart: restart && missing === 0,
})
