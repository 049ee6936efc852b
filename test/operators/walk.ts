import type { Bar } from '../../src/domain/outputs.ts'
import { priceOfHundredths } from '../../src/domain/money.ts'
import { at } from '../../src/testing/index.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import { fc } from '../property-tests.ts'

const MINUTE = 60_000

/** A minute of FPT in which nothing moved: 100 shares at 100 hundredths; the first one at 10:00. */
export function bar(place: number, close: number, some: Partial<Bar> = {}): Bar {
  const start = at('10:00:00') + place * MINUTE
  const paid = priceOfHundredths(close)
  return {
    kind: 'bar',
    seq: place + 1,
    exchangeTime: start + MINUTE,
    receivedTime: start + MINUTE,
    symbol: 'FPT',
    interval: MINUTE,
    start,
    open: paid,
    high: paid,
    low: paid,
    close: paid,
    volume: 100,
    activeBuyVolume: 0,
    activeSellVolume: 0,
    filledVolume: 0,
    revision: 0,
    complete: true,
    ...some,
  }
}

/** Minutes that close at these prices, hundredths. */
export const closing = (closes: readonly number[]): Bar[] => closes.map((close, i) => bar(i, close))

/** What an indicator says of a bar. */
export const indication = <V>(name: string, of: Bar, value: V): Indication<V> => ({
  kind: 'indicator',
  seq: of.seq,
  exchangeTime: of.exchangeTime,
  receivedTime: of.receivedTime,
  name,
  symbol: of.symbol,
  interval: of.interval,
  start: of.start,
  value,
})

/** Bars of a price that walks at random. */
export const walks = (minLength: number, maxLength = 120): fc.Arbitrary<Bar[]> =>
  fc
    .array(
      fc.record({
        step: fc.integer({ min: -60, max: 60 }),
        up: fc.nat(40),
        down: fc.nat(40),
        volume: fc.integer({ min: 1, max: 1e5 }),
      }),
      { minLength, maxLength },
    )
    .map((steps) => {
      let last = 10_000
      return steps.map(({ step, up, down, volume }, i) => {
        const open = last
        const close = (last = Math.max(200, last + step))
        return bar(i, close, {
          open: priceOfHundredths(open),
          high: priceOfHundredths(Math.max(open, close) + up),
          low: priceOfHundredths(Math.min(open, close) - down),
          volume,
        })
      })
    })

/** Calls a library whose options are declared as classes, and meant as plain records. */
export const library = <R>(calculate: (input: never) => R, input: object): R => calculate(input as never)
