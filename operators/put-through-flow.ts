import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import type { Price, Quantity, Vnd } from '../src/domain/money.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'

/** A negotiated deal, and what was negotiated of its security today. */
export interface PutThroughFlow extends Stamp {
  readonly kind: 'putThroughFlow'
  readonly symbol: string
  /** Of this deal. */
  readonly price: Price
  readonly volume: Quantity
  /** The price against the last one in the book, percent, not rounded; `undefined` before a trade there. */
  readonly premiumPercent: number | undefined
  /** Deals that were told today, this one included, and their volume and value. */
  readonly deals: number
  readonly totalVolume: Quantity
  readonly totalValue: Vnd
  /** Volume that the feed's own total has more than that: deals that were not told. `undefined` where the feed has no total. */
  readonly missingVolume: number | undefined
}

interface Sums {
  deals: number
  volume: Quantity
  value: Vnd
  /** The feed's own totals, by board; `undefined` for one without. */
  readonly said: Map<string | undefined, Quantity | undefined>
}

const begin = () => ({
  time: feedTime(),
  bySymbol: new Map<string, Sums>(),
  /** Last prices in the book. */
  prices: new Map<string, Price>(),
})

const zero = (): Sums => ({ deals: 0, volume: 0, value: 0, said: new Map() })

/**
 * Put-through flow of each security: every negotiated deal (thỏa thuận) with its premium to the book and the day's totals.
 *
 * - Emits after each trade of the phase `putThrough`. A feed that tells deals apart (FastConnect v3, DNSE) tells its own total in the
 *   `putThrough` event before it, which may repeat a deal and so counts as none.
 * - Begins again with a trading day. Leaves out a deal of one that is over.
 */
export function putThroughFlow(): OperatorFunction<ClassifiedEvent, PutThroughFlow> {
  return stateful(begin, ({ time, bySymbol, prices }, emit) => {
    const clock = feedClock(time)

    const deal = (event: ClassifiedTrade): void => {
      const sums = keyed(bySymbol, event.symbol, zero)
      sums.deals += 1
      sums.volume += event.volume
      sums.value += event.value
      emit(flowOf(event, sums, prices.get(event.symbol)))
    }

    return {
      next(event) {
        if (clock.begins(event)) {
          bySymbol.clear()
          prices.clear()
        }
        if (event.kind === 'putThrough' && !clock.isPast(event))
          keyed(bySymbol, event.symbol, zero).said.set(event.board, event.totalVolume)
        if (event.kind !== 'trade') return
        if (clock.isPast(event)) return
        if (event.phase === 'putThrough') deal(event)
        else if (!event.late) prices.set(event.symbol, event.price)
      },
    }
  })
}

/** `undefined` unless the feed says of every board. */
function saidOf({ said }: Sums): Quantity | undefined {
  let sum: Quantity | undefined
  for (const total of said.values()) {
    if (total === undefined) return undefined
    sum = (sum ?? 0) + total
  }
  return sum
}

function flowOf(event: ClassifiedTrade, sums: Sums, last: Price | undefined): PutThroughFlow {
  const said = saidOf(sums)
  return {
    kind: 'putThroughFlow',
    seq: event.seq,
    exchangeTime: event.exchangeTime,
    receivedTime: event.receivedTime,
    symbol: event.symbol,
    price: event.price,
    volume: event.volume,
    premiumPercent: last === undefined ? undefined : ((event.price - last) / last) * 100,
    deals: sums.deals,
    totalVolume: sums.volume,
    totalValue: sums.value,
    missingVolume: said === undefined ? undefined : said - sums.volume,
  }
}
