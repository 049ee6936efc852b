import { ATR } from 'technicalindicators'
import { ATR as Signal } from 'trading-signals'
import { describe, expect, it } from 'vitest'
import { atr } from '../../operators/atr.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import { priceOfHundredths as price } from '../../src/domain/money.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, indication, library, walks } from './walk.ts'

const ranging = (place: number, low: number, high: number, close: number) =>
  bar(place, close, { low: price(low), high: price(high) })

describe('atr', () => {
  const bars = [ranging(0, 100, 104, 104), ranging(1, 106, 108, 107), ranging(2, 96, 99, 98)]
  operatorContract<Bar, Indication<number>>({
    operator: () => atr(2),
    source: '  -a-b-c-|',
    inputs: { a: bars[0]!, b: bars[1]!, c: bars[2]! },
    expected: '---x-y-|',
    // Ranges are 4, 108 − 104 and 107 − 96.
    outputs: { x: indication('atr', bars[1]!, 4), y: indication('atr', bars[2]!, 7.5) },
  })

  it('takes 14 bars when nothing else is said', () => {
    const quiet = Array.from({ length: 14 }, (_, i) => bar(i, 100))
    expect(run(quiet, atr()).map(({ value }) => value)).toEqual([0])
    expect(() => atr(0)).toThrow(RangeError)
  })

  test.prop([walks(1), fc.integer({ min: 1, max: 20 })])('is what both libraries say', (walk, period) => {
    const own = run(walk, atr(period)).map(({ value }) => value)
    const signal = new Signal(period)
    const theirs = walk.map((candle) => signal.update(candle, false)).filter((value) => value !== null)
    expect(own).toHaveLength(theirs.length)
    for (const [i, value] of own.entries()) expect(value).toBeCloseTo(Number(theirs[i]), 8)
    // The other one leaves its first bar out: it is given one more, which changes no range.
    const given = [bar(0, walk[0]!.low), ...walk]
    const others = library(ATR.calculate, {
      high: given.map(({ high }) => high),
      low: given.map(({ low }) => low),
      close: given.map(({ close }) => close),
      period,
    })
    expect(own).toHaveLength(others.length)
    for (const [i, value] of own.entries()) expect(value).toBeCloseTo(others[i]!, 8)
  })
})
