import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import type { Quantity } from '../src/domain/money.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'

/** Delta of a security after a trade. Shares, or contracts. */
export interface Delta extends Stamp {
  readonly kind: 'delta'
  readonly symbol: string
  /** Of the trade alone: its volume when it was an active buy, less its volume when an active sell, 0 when nobody's. */
  readonly delta: number
  /** Of the trading day so far: `buyVolume - sellVolume`. */
  readonly cumulative: number
  readonly buyVolume: Quantity
  readonly sellVolume: Quantity
}

interface Sums {
  buy: Quantity
  sell: Quantity
}

const begin = () => ({ time: feedTime(), bySymbol: new Map<string, Sums>() })

const zero = (): Sums => ({ buy: 0, sell: 0 })

/**
 * Delta and cumulative delta of each security: what aggressors bought less what they sold, Σ over the trading day. Shares.
 *
 * - Emits after each trade in the book, in the order of the stream; a late one counts as any other. Put-through deals have no
 *   aggressor and emit nothing.
 * - Begins again with a trading day, and for one security when the feed counts anew. A gap has no aggressor, either: what was
 *   missed is in neither volume.
 * - Sides are those of `classify`; auctions are nobody's, and leave it where it is.
 */
export function delta(): OperatorFunction<ClassifiedEvent, Delta> {
  return stateful(begin, ({ time, bySymbol }, emit) => {
    const clock = feedClock(time)

    return {
      next(event) {
        if (clock.begins(event)) bySymbol.clear()
        if (event.kind !== 'trade' && event.kind !== 'gap') return
        if (event.restart) bySymbol.delete(event.symbol)
        if (event.kind === 'gap' || event.phase === 'putThrough') return
        const sums = keyed(bySymbol, event.symbol, zero)
        count(sums, event)
        emit(deltaAfter(event, sums))
      },
    }
  })
}

function count(sums: Sums, { side, volume }: ClassifiedTrade): void {
  if (side === 'buy') sums.buy += volume
  else if (side === 'sell') sums.sell += volume
}

const SIGNS = { buy: 1, sell: -1, neutral: 0 }

const deltaAfter = (trade: ClassifiedTrade, { buy, sell }: Sums): Delta => ({
  kind: 'delta',
  seq: trade.seq,
  exchangeTime: trade.exchangeTime,
  receivedTime: trade.receivedTime,
  symbol: trade.symbol,
  delta: SIGNS[trade.side] * trade.volume,
  cumulative: buy - sell,
  buyVolume: buy,
  sellVolume: sell,
})
