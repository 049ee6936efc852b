import { BollingerBands } from 'technicalindicators'
import { BollingerBands as Signal } from 'trading-signals'
import { describe, expect, it } from 'vitest'
import { type Bollinger, bollinger } from '../../operators/bollinger.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, closing, indication, library, walks } from './walk.ts'

describe('bollinger', () => {
  operatorContract<Bar, Indication<Bollinger>>({
    operator: () => bollinger({ period: 2, width: 3 }),
    source: '  -a-b-c-|',
    inputs: { a: bar(0, 100), b: bar(1, 104), c: bar(2, 104) },
    expected: '---x-y-|',
    outputs: {
      x: indication('bollinger', bar(1, 104), { lower: 96, middle: 102, upper: 108 }),
      y: indication('bollinger', bar(2, 104), { lower: 104, middle: 104, upper: 104 }),
    },
  })

  it('takes twenty bars and two deviations when nothing else is said', () => {
    const out = run(closing(Array.from({ length: 20 }, (_, i) => 100 + (i % 2) * 2)), bollinger())
    expect(out.map(({ value }) => value)).toEqual([{ lower: 99, middle: 101, upper: 103 }])
  })

  it('stays exact where prices are high and have gone far', () => {
    const high = closing([1, 99_999_999, 100_000_000, 100_000_000, 100_000_002, 100_000_000, 100_000_002])
    expect(run(high, bollinger({ period: 2, width: 1 })).at(-1)?.value).toEqual({
      lower: 100_000_000,
      middle: 100_000_001,
      upper: 100_000_002,
    })
  })

  it('refuses what is no period, and no width', () => {
    expect(() => bollinger({ period: 0 })).toThrow(RangeError)
    expect(() => bollinger({ width: 0 })).toThrow(RangeError)
  })

  test.prop([walks(1), fc.integer({ min: 1, max: 20 })])('is what both libraries say', (bars, period) => {
    const closes = bars.map(({ close }) => close)
    const own = run(bars, bollinger({ period })).map(({ value }) => value)
    const signal = new Signal(period, 2)
    const theirs = closes.map((close) => signal.update(close, false)).filter((value) => value !== null)
    const others = library(BollingerBands.calculate, { values: closes, period, stdDev: 2 })
    expect([theirs.length, others.length]).toEqual([own.length, own.length])
    for (const [i, value] of own.entries()) {
      for (const band of ['lower', 'middle', 'upper'] as const) {
        expect(value[band]).toBeCloseTo(theirs[i]![band], 4)
        expect(value[band]).toBeCloseTo(others[i]![band], 4)
      }
    }
  })
})
