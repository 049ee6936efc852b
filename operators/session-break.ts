import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import type { Price } from '../src/domain/money.ts'
import type { Instant } from '../src/domain/time.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'

/** A security traded beyond all its earlier prices of the day. */
export interface SessionBreak extends Stamp {
  readonly kind: 'sessionBreak'
  readonly symbol: string
  readonly direction: 'high' | 'low'
  readonly price: Price
  /** The day's highest, or lowest, price before. */
  readonly previous: Price
  /** How long that one had stood, ms of exchange time. */
  readonly stood: number
  /** Nothing of the day was missed before: the previous one was the day's, and not only that of what was told. */
  readonly whole: boolean
}

/** Which new extremes are told of. */
export interface SessionBreakOptions {
  /** How long the one before has to have stood, ms of exchange time. */
  readonly stood?: number
}

interface Extreme {
  price: Price
  since: Instant
}

interface Extremes {
  readonly high: Extreme
  readonly low: Extreme
}

const begin = () => ({
  time: feedTime(),
  bySymbol: new Map<string, Extremes>(),
  /** Securities with a gap today. */
  gapped: new Set<string>(),
})

/**
 * Session-high and session-low breakout: tells when a security trades above its highest price of the day so far, or below its lowest.
 *
 * - Emits when the extreme before had stood for `stood` or longer: in a run each trade is a new high, and only the first one breaks out.
 * - Put-through prices do not count, and late ones make an extreme without being told.
 * - Begins anew with each trading day.
 */
export function sessionBreak(
  options: SessionBreakOptions = {},
): OperatorFunction<ClassifiedEvent, SessionBreak> {
  const { stood = 300_000 } = options
  return stateful(begin, ({ time, bySymbol, gapped }, emit) => {
    const clock = feedClock(time)

    const reach = (trade: ClassifiedTrade, direction: 'high' | 'low', extreme: Extreme): void => {
      const age = trade.exchangeTime - extreme.since
      if (age >= stood && !trade.late) {
        const whole = !gapped.has(trade.symbol)
        emit({ ...breakOf(trade, direction), previous: extreme.price, stood: age, whole })
      }
      extreme.price = trade.price
      extreme.since = Math.max(extreme.since, trade.exchangeTime)
    }

    return {
      next(event) {
        if (clock.begins(event)) {
          bySymbol.clear()
          gapped.clear()
        }
        if (event.kind === 'gap') gapped.add(event.symbol)
        if (event.kind !== 'trade' || event.phase === 'putThrough') return
        const { high, low } = keyed(bySymbol, event.symbol, () => first(event))
        if (event.price > high.price) reach(event, 'high', high)
        else if (event.price < low.price) reach(event, 'low', low)
      },
    }
  })
}

const first = ({ price, exchangeTime }: ClassifiedTrade): Extremes => ({
  high: { price, since: exchangeTime },
  low: { price, since: exchangeTime },
})

const breakOf = (
  trade: ClassifiedTrade,
  direction: 'high' | 'low',
): Omit<SessionBreak, 'previous' | 'stood' | 'whole'> => ({
  kind: 'sessionBreak',
  seq: trade.seq,
  exchangeTime: trade.exchangeTime,
  receivedTime: trade.receivedTime,
  symbol: trade.symbol,
  direction,
  price: trade.price,
})
