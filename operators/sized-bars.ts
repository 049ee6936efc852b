import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import type { Ohlc } from '../src/domain/market.ts'
import type { Quantity, Vnd } from '../src/domain/money.ts'
import type { Instant } from '../src/domain/time.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { extendBar, type OpenBar, openBar } from './state/open-bar.ts'
import { stateful } from './state/stateful.ts'

/** What fills a bar: a number of trades (tick bars), of shares (volume bars), or of VND (value bars). */
export type BarMeasure = 'trades' | 'volume' | 'value'

/** Trades of one security that together are of a size. */
export interface SizedBar extends Stamp, Ohlc {
  readonly kind: 'sizedBar'
  readonly symbol: string
  readonly measure: BarMeasure
  /** Trades, shares (contracts), or VND. */
  readonly size: number
  /** Exchange time of its first and of its last trade. */
  readonly start: Instant
  readonly end: Instant
  readonly trades: number
  readonly volume: Quantity
  readonly value: Vnd
  readonly activeBuyVolume: Quantity
  readonly activeSellVolume: Quantity
  /** False for a bar that is not full, told because the trading day or the stream ended. */
  readonly complete: boolean
}

interface Filling {
  readonly bar: OpenBar
  end: Instant
  trades: number
  value: Vnd
}

const begin = () => ({
  time: feedTime(),
  open: new Map<string, Filling>(),
  latest: undefined as Stamp | undefined,
})

/**
 * Folds trades into bars of equal size instead of equal time: tick bars, volume bars and value bars (López de Prado, *Advances in
 * Financial Machine Learning*, 2.3). `bars` makes those of equal time.
 *
 * - Emits a bar with the trade that fills it to `size`. A trade is not split: the bar may be larger, and the next one begins empty.
 * - When a trading day begins, and on completion, emits the bars that are not full, with `complete` false. An error loses them.
 * - A late trade counts where the stream tells it, and takes its place within the bar by the day's volume, as in `bars`.
 * - Put-through deals do not count. A gap leaves no trace: its trades and prices are not known.
 *
 * @param size - trades, shares (contracts), or VND; above 0
 */
export function sizedBars(measure: BarMeasure, size: number): OperatorFunction<ClassifiedEvent, SizedBar> {
  if (!(size > 0)) throw new RangeError(`A bar has a size above 0, not ${size}.`)
  return stateful(begin, (state, emit) => {
    const { open } = state
    const clock = feedClock(state.time)

    const tell = (filling: Filling, cause: Stamp, complete: boolean): void => {
      emit({ ...told(filling, cause), measure, size, complete })
    }
    const close = (cause: Stamp): void => {
      for (const filling of open.values()) tell(filling, cause, false)
      open.clear()
    }

    return {
      next(event) {
        if (event.kind !== 'rejected' && clock.begins(event)) close(event)
        if (event.kind !== 'trade' || event.phase === 'putThrough') return
        state.latest = event
        const filling = keyed(open, event.symbol, () => empty(event))
        fill(filling, event)
        if (fillOf(filling, measure) < size) return
        open.delete(event.symbol)
        tell(filling, event, true)
      },
      complete() {
        if (state.latest) close(state.latest)
      },
    }
  })
}

const empty = (trade: ClassifiedTrade): Filling => ({
  bar: openBar(trade, trade.exchangeTime),
  end: trade.exchangeTime,
  trades: 0,
  value: 0,
})

function fill(filling: Filling, trade: ClassifiedTrade): void {
  extendBar(filling.bar, trade)
  filling.end = Math.max(filling.end, trade.exchangeTime)
  filling.trades += 1
  filling.value += trade.value
}

const fillOf = ({ bar, trades, value }: Filling, measure: BarMeasure): number => {
  if (measure === 'trades') return trades
  return measure === 'volume' ? bar.volume : value
}

const told = (
  { bar, end, trades, value }: Filling,
  cause: Stamp,
): Omit<SizedBar, 'measure' | 'size' | 'complete'> => ({
  kind: 'sizedBar',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  symbol: bar.symbol,
  start: bar.start,
  end,
  open: bar.open,
  high: bar.high,
  low: bar.low,
  close: bar.close,
  trades,
  volume: bar.volume,
  value,
  activeBuyVolume: bar.activeBuyVolume,
  activeSellVolume: bar.activeSellVolume,
})
