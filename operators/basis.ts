import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, Stamp } from '../src/domain/event.ts'
import type { Price } from '../src/domain/money.ts'
import type { Basis } from '../src/domain/outputs.ts'
import { byKind } from './state/by-kind.ts'
import { futureOf, type IndexFuture, mayBeFuture } from './state/future-of.ts'
import { keyed } from './state/keyed.ts'

/** Whose basis is taken. */
export interface BasisOptions {
  /** The index: its futures against its value. */
  readonly index?: IndexFuture['underlying']
}

const begin = () => ({
  /** Last prices of the futures that traded today. */
  prices: new Map<string, Price>(),
  /** Whether a symbol is a future of the index. */
  isOurs: new Map<string, boolean>(),
  spot: undefined as Price | undefined,
  /** Exchange time of the newest index. */
  spotAt: -Infinity,
})

/**
 * The basis of each future of an index: future − index.
 *
 * - Emits when a contract trades, for it, and when the index changes, for each contract that traded today, in the order of
 *   their first trades. Nothing before both are known on the same trading day.
 * - Put-through prices, trades and values of the index that come late, and an index of a day that is over, are not prices of now, and
 *   do not count.
 * - Equal is `par`, neither premium nor discount.
 */
export function basis({ index = 'VN30' }: BasisOptions = {}): OperatorFunction<ClassifiedEvent, Basis> {
  return byKind(begin, (state, emit, clock) => {
    const { prices, isOurs } = state

    const tell = (symbol: string, price: Price, cause: Stamp): void => {
      const { spot } = state
      if (spot !== undefined) emit(basisOf(symbol, { price, spot }, cause))
    }

    return {
      begins() {
        prices.clear()
        state.spot = undefined
        state.spotAt = -Infinity
      },
      trade(event) {
        const { symbol, phase, price } = event
        if (!mayBeFuture(symbol) || phase === 'putThrough' || event.late) return
        if (!keyed(isOurs, symbol, () => futureOf(symbol)?.underlying === index)) return
        prices.set(symbol, price)
        tell(symbol, price, event)
      },
      index(event) {
        if (event.indexId !== index || event.exchangeTime < state.spotAt || clock.isPast(event)) return
        state.spotAt = event.exchangeTime
        if (event.value === state.spot) return
        state.spot = event.value
        for (const [symbol, price] of prices) tell(symbol, price, event)
      },
    }
  })
}

interface Pair {
  readonly price: Price
  readonly spot: Price
}

function basisOf(symbol: string, { price, spot }: Pair, cause: Stamp): Basis {
  const difference = price - spot
  return {
    kind: 'basis',
    seq: cause.seq,
    exchangeTime: cause.exchangeTime,
    receivedTime: cause.receivedTime,
    symbol,
    futurePrice: price,
    spotValue: spot,
    basis: difference,
    basisPercent: percentOf(difference, spot),
    state: stateOf(difference),
  }
}

/** To four decimals, half away from zero, as decimal.js would: whole numbers are as exact, and take a fiftieth of its time. */
function percentOf(difference: number, spot: Price): number {
  const scaled = Math.abs(difference) * 1_000_000
  const rest = scaled % spot
  const rounded = (scaled - rest) / spot + (2 * rest >= spot ? 1 : 0)
  return (Math.sign(difference) * rounded) / 10_000
}

function stateOf(difference: number): Basis['state'] {
  if (difference === 0) return 'par'
  return difference > 0 ? 'premium' : 'discount'
}
