import { RSI } from 'technicalindicators'
import { RSI as Signal } from 'trading-signals'
import { describe, expect, it } from 'vitest'
import { rsi } from '../../operators/rsi.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, closing, indication, library, walks } from './walk.ts'

const values = (bars: readonly Bar[], period: number) => run(bars, rsi(period)).map(({ value }) => value)

describe('rsi', () => {
  operatorContract<Bar, Indication<number>>({
    operator: () => rsi(2),
    source: '  -a-b-c-d-|',
    inputs: { a: bar(0, 100), b: bar(1, 103), c: bar(2, 102), d: bar(3, 106) },
    expected: '-----x-y-|',
    outputs: {
      x: indication('rsi', bar(2, 102), 75),
      // gains (1.5 + 4) ÷ 2, losses 0.5 ÷ 2
      y: indication('rsi', bar(3, 106), (100 * 2.75) / 3),
    },
  })

  it('reaches over 14 changes when nothing else is said', () => {
    const bars = closing(Array.from({ length: 15 }, (_, i) => 100 + i))
    expect(run(bars, rsi()).map(({ start }) => start)).toEqual([bars[14]!.start])
  })

  it('B38: is 100 without a loss, 0 without a gain, 50 without a change', () => {
    expect(values(closing([100, 101, 102]), 2)).toEqual([100])
    expect(values(closing([102, 101, 100]), 2)).toEqual([0])
    expect(values(closing([100, 100, 100]), 2)).toEqual([50])
  })

  it('refuses a period that is none', () => {
    expect(() => rsi(0)).toThrow(RangeError)
  })

  test.prop([walks(1), fc.integer({ min: 2, max: 20 })])(
    'is what both libraries say, but for a flat start and for rounding',
    (bars, period) => {
      const closes = bars.map(({ close }) => close)
      const own = values(bars, period)
      const isFlat = (i: number) => new Set(closes.slice(0, i + period + 1)).size === 1
      const signal = new Signal(period)
      const exact = closes.map((close) => signal.update(close, false)).filter((value) => value !== null)
      const rounded = library(RSI.calculate, { values: closes, period })
      expect([exact.length, rounded.length]).toEqual([own.length, own.length])
      for (const [i, value] of own.entries()) {
        if (isFlat(i)) {
          expect([value, Number(exact[i]), rounded[i]]).toEqual([50, 100, 100])
          continue
        }
        expect(value).toBeCloseTo(Number(exact[i]), 8)
        expect(Math.abs(value - rounded[i]!)).toBeLessThanOrEqual(0.005 + 1e-9)
      }
    },
  )
})
