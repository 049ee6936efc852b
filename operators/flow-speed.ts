import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Stamp } from '../src/domain/event.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'
import { addTrade, measureFlow, movesFlow, tradeFlow, type TradeFlow } from './state/trade-flow.ts'

/** Speed of a security's active buying and selling, and of its delta. */
export interface FlowSpeed extends Stamp {
  readonly kind: 'flowSpeed'
  readonly symbol: string
  /** Shares (contracts) a minute. */
  readonly buySpeed: number
  readonly sellSpeed: number
  /** `buySpeed - sellSpeed`. */
  readonly deltaSpeed: number
  /** Shares (contracts) a minute, per minute. */
  readonly buyAcceleration: number
  readonly sellAcceleration: number
  readonly deltaAcceleration: number
}

/** Over how long flow is measured, and how often it is told while nothing but time changes it. */
export interface FlowSpeedOptions {
  /** Reach of a speed, whole minutes. */
  readonly minutes?: number
  /** Least exchange time between a flow of a security and the next one that only time caused, ms. */
  readonly decayEvery?: number
}

const begin = () => ({
  time: feedTime(),
  bySymbol: new Map<string, TradeFlow>(),
  /** Those whose speed time alone may change. */
  moving: new Set<TradeFlow>(),
  sweptAt: -Infinity,
})

/**
 * Speed and acceleration of active buying, of active selling, and of delta, of each security. `deltaSpeed` gives the same of
 * foreigners.
 *
 * - Speed: the volume in (now − `minutes`, now] by the minutes since the baseline, at least 1 and at most `minutes`.
 *   Acceleration: that speed less the one a minute ago, measured alike; 0 in the first minute after a baseline. `now` is the
 *   feed's clock.
 * - Emits after each trade in the book, and, when the clock moves, for each security whose speed it changed; all fall to 0 in the end.
 * - A baseline is a security's first trade of a trading day, and its first one after a connection: what was missed in between
 *   would else look as if flow had stopped. Unlike a running total's, the volume of that trade is flow.
 * - Put-through deals have no aggressor.
 */
export function flowSpeed(options: FlowSpeedOptions = {}): OperatorFunction<ClassifiedEvent, FlowSpeed> {
  const { minutes = 5, decayEvery = 10_000 } = options
  check(minutes)
  return stateful(begin, (state, emit) => {
    const { bySymbol, moving } = state
    const clock = feedClock(state.time)

    const forget = (): void => {
      bySymbol.clear()
      moving.clear()
    }
    const count = (trade: ClassifiedTrade): void => {
      const flow = keyed(bySymbol, trade.symbol, () => tradeFlow(trade))
      addTrade(flow, trade)
      measureFlow(flow, clock.now(), minutes)
      moving.add(flow)
      tell(flow, trade)
    }
    const tell = (flow: TradeFlow, cause: Stamp): void => {
      flow.toldAt = clock.now()
      emit(speedOf(flow, cause))
    }
    const sweep = (cause: Stamp): void => {
      const now = clock.now()
      state.sweptAt = now
      for (const flow of moving) {
        if (now - flow.toldAt < decayEvery) continue
        if (measureFlow(flow, now, minutes)) tell(flow, cause)
        if (!movesFlow(flow)) moving.delete(flow)
      }
    }

    return {
      next(event) {
        if (clock.begins(event)) forget()
        if (event.kind === 'connection' && event.state === 'connected') forget()
        if (event.kind === 'trade' && event.phase !== 'putThrough') count(event)
        if (event.kind !== 'rejected' && clock.now() - state.sweptAt >= decayEvery) sweep(event)
      },
    }
  })
}

const speedOf = ({ symbol, buy, sell }: TradeFlow, cause: Stamp): FlowSpeed => ({
  kind: 'flowSpeed',
  seq: cause.seq,
  exchangeTime: cause.exchangeTime,
  receivedTime: cause.receivedTime,
  symbol,
  buySpeed: buy.speed,
  sellSpeed: sell.speed,
  deltaSpeed: buy.speed - sell.speed,
  buyAcceleration: buy.acceleration,
  sellAcceleration: sell.acceleration,
  deltaAcceleration: buy.acceleration - sell.acceleration,
})

function check(minutes: number): void {
  if (Number.isInteger(minutes) && minutes > 0) return
  throw new RangeError(`Speeds reach back whole minutes, one at least, not ${minutes}.`)
}
