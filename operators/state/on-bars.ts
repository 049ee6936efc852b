import type { OperatorFunction } from 'rxjs'
import type { Stamp } from '../../src/domain/event.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { type Instant, tradingDay } from '../../src/domain/time.ts'
import { stateful } from './stateful.ts'

/** What an indicator makes of a bar. Prices in it are hundredths of VND or of a point, not rounded. */
export interface Indication<V> extends Stamp {
  readonly kind: 'indicator'
  readonly name: string
  readonly symbol: string
  /** Width of the bars, ms, and the bar that it is of. */
  readonly interval: number
  readonly start: Instant
  readonly value: V
}

/** How far an indicator remembers. */
export interface IndicatorOptions {
  /** Begin anew with each trading day; else it goes on from the bars of the day before, as charts do. */
  readonly daily?: boolean
}

/** An indicator: its name, and how far it remembers. */
interface Naming extends IndicatorOptions {
  readonly name: string
}

/** What is kept of the bars of one security and one width. */
interface Series<S> {
  state: S
  /** Start of the newest bar that was taken. */
  start: Instant
}

/** Makes a state of plain data. */
type Begin<S> = Parameters<typeof stateful<S, unknown, unknown>>[0]

/**
 * An operator that takes each bar once, in the order of time, for each security and each width of bar by itself.
 *
 * Leaves out a bar that is told again because of a late trade, one that a late trade makes before bars that were taken, and one
 * that the end of the stream cut: what was told of a bar stands.
 *
 * @param begin - the state before the first bar
 * @param step - takes a bar in and gives the value after it; `undefined` emits nothing
 */
export function onBars<S, V>(
  { name, daily = false }: Naming,
  begin: Begin<S>,
  step: (state: S, bar: Bar) => V | undefined,
): OperatorFunction<Bar, Indication<V>> {
  const none = (() => new Map<string, Series<S>>()) as Begin<Map<string, Series<S>>>
  return stateful<Map<string, Series<S>>, Bar, Indication<V>>(none, (bySeries, emit) => ({
    next(bar) {
      if (!bar.complete || bar.revision > 0) return
      const key = `${bar.symbol} ${bar.interval}`
      const series = bySeries.get(key) ?? { state: begin(), start: -Infinity }
      if (bar.start <= series.start) return
      if (daily && tradingDay(bar.start) > tradingDay(series.start)) series.state = begin()
      series.start = bar.start
      bySeries.set(key, series)
      const value = step(series.state, bar)
      if (value !== undefined) emit(indicationOf(bar, name, value))
    },
  }))
}

const indicationOf = <V>(bar: Bar, name: string, value: V): Indication<V> => ({
  kind: 'indicator',
  seq: bar.seq,
  exchangeTime: bar.exchangeTime,
  receivedTime: bar.receivedTime,
  name,
  symbol: bar.symbol,
  interval: bar.interval,
  start: bar.start,
  value,
})
