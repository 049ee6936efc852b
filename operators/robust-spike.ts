import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import type { Side } from '../src/domain/market.ts'
import type { Price, Quantity } from '../src/domain/money.ts'
import { ictDate } from '../src/domain/time.ts'
import { roundLot } from '../src/market/lots.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import {
  addOrdered,
  forgetOrdered,
  medianDistance,
  medianOf,
  type OrderedWindow,
  orderedWindow,
  sizeOf,
} from './state/ordered-window.ts'
import { stateful } from './state/stateful.ts'

/** A trade that is much larger than those before it. */
export interface RobustSpike extends Stamp {
  readonly kind: 'robustSpike'
  readonly symbol: string
  readonly price: Price
  readonly side: Side
  readonly volume: Quantity
  /** Of the earlier trades, shares. */
  readonly median: number
  /** Median of their distances from the median, shares. */
  readonly mad: number
  /** (volume − median) ÷ (1.4826 × MAD). */
  readonly score: number
}

/** What counts as a spike. */
export interface RobustSpikeOptions {
  /** Least score. */
  readonly score?: number
  /** How long the median reaches back, minutes of exchange time. */
  readonly minutes?: number
  /** Earlier trades that the median needs, and the most that it is of. */
  readonly samples?: number
  readonly most?: number
}

const begin = () => ({ time: feedTime(), earlier: new Map<string, OrderedWindow>() })

const MINUTE = 60_000

/** Makes the MAD of a normal distribution its standard deviation. */
const NORMAL = 1.4826

/**
 * Tells of trades that are far from the median of those before them, by the median absolute deviation (Hampel 1974; Iglewicz and Hoaglin
 * 1993). `spike` goes by the mean, which a few large trades move so far that the next ones hide behind it; the median they do not move.
 *
 * - Emits when (volume − median) ÷ (1.4826 × MAD) is `score` or more, of at least `samples` earlier trades of the last `minutes`, of which
 *   it takes the last `most`. Sizes are skewed and not normal: a score is a place among trades, no probability.
 * - A MAD below a round lot counts as a round lot: where most trades are of one size, a lot more is no spike.
 * - Only continuous trades count and are told of, as in `spike`; futures do not. A trading day begins without earlier trades.
 */
export function robustSpike(
  options: RobustSpikeOptions = {},
): OperatorFunction<ClassifiedEvent, RobustSpike> {
  const { score = 10, minutes = 20, samples = 10, most = 1000 } = options
  if (!(most >= samples && samples > 0))
    throw new RangeError(`A median is of ${samples} trades at least and of ${most} at most: that is none.`)
  return stateful(begin, ({ time, earlier }, emit) => {
    const clock = feedClock(time)

    return {
      next(event) {
        if (clock.begins(event)) earlier.clear()
        if (event.kind !== 'trade' || event.phase !== 'continuous' || event.venue === 'DERIVATIVES') return
        const window = keyed(earlier, event.symbol, orderedWindow)
        forgetOrdered(window, event.exchangeTime - minutes * MINUTE)
        if (sizeOf(window) >= samples) {
          const spike = compare(event, window)
          if (spike.score >= score) emit(spike)
        }
        addOrdered(window, event.exchangeTime, { value: event.volume, most })
      },
    }
  })
}

function compare(trade: ClassifiedTrade, window: OrderedWindow): RobustSpike {
  const median = medianOf(window)
  const mad = medianDistance(window, median)
  const least = roundLot(trade.venue, ictDate(trade.exchangeTime))
  return {
    kind: 'robustSpike',
    seq: trade.seq,
    exchangeTime: trade.exchangeTime,
    receivedTime: trade.receivedTime,
    symbol: trade.symbol,
    price: trade.price,
    side: trade.side,
    volume: trade.volume,
    median,
    mad,
    score: (trade.volume - median) / (NORMAL * Math.max(mad, least)),
  }
}
