import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import { PRICE_SCALE, type Quantity, type Vnd } from '../src/domain/money.ts'
import { pointValue } from '../src/market/point-value.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'

/** Volume-weighted average price of a security over its trading day so far. */
export interface Vwap extends Stamp {
  readonly kind: 'vwap'
  readonly symbol: string
  /** Hundredths of VND or of a point, not rounded: `value` ÷ (`volume` × what a unit of price is worth). */
  readonly vwap: number
  /** Shares, or contracts. */
  readonly volume: Quantity
  /** VND. */
  readonly value: Vnd
}

interface Sums {
  volume: Quantity
  value: Vnd
  /** VND that one unit of price is worth. */
  readonly worth: Vnd
}

const begin = () => ({ time: feedTime(), bySymbol: new Map<string, Sums>() })

/**
 * The session's VWAP of each security: Σ price × volume ÷ Σ volume of the trading day's trades in the book.
 *
 * - Emits after each trade in the book, auctions included; a late one counts as any other. Put-through deals do not count.
 * - Both sums are whole numbers, so that nothing drifts: one division makes the average.
 * - Begins again with a trading day, and for one security when the feed counts anew. A gap has no price, and is not in it.
 */
export function vwap(): OperatorFunction<ClassifiedEvent, Vwap> {
  return stateful(begin, ({ time, bySymbol }, emit) => {
    const clock = feedClock(time)

    return {
      next(event) {
        if (clock.begins(event)) bySymbol.clear()
        if (event.kind !== 'trade' && event.kind !== 'gap') return
        if (event.restart) bySymbol.delete(event.symbol)
        if (event.kind === 'gap' || event.phase === 'putThrough') return
        const sums = keyed(bySymbol, event.symbol, () => zero(event.symbol))
        sums.volume += event.volume
        sums.value += event.value
        emit(averageAfter(event, sums))
      },
    }
  })
}

const zero = (symbol: string): Sums => ({ volume: 0, value: 0, worth: pointValue(symbol) })

const averageAfter = (trade: ClassifiedTrade, { volume, value, worth }: Sums): Vwap => ({
  kind: 'vwap',
  seq: trade.seq,
  exchangeTime: trade.exchangeTime,
  receivedTime: trade.receivedTime,
  symbol: trade.symbol,
  vwap: (value * PRICE_SCALE) / (volume * worth),
  volume,
  value,
})
