import { EMA } from 'technicalindicators'
import { EMA as Signal } from 'trading-signals'
import { describe, expect, it } from 'vitest'
import { ema } from '../../operators/ema.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, indication, library, walks } from './walk.ts'

const values = (bars: readonly Bar[], period: number) => run(bars, ema(period)).map(({ value }) => value)

describe('ema', () => {
  operatorContract<Bar, Indication<number>>({
    operator: () => ema(3),
    source: '  -a-b-c-d-|',
    inputs: { a: bar(0, 100), b: bar(1, 102), c: bar(2, 104), d: bar(3, 110) },
    expected: '-----x-y-|',
    outputs: { x: indication('ema', bar(2, 104), 102), y: indication('ema', bar(3, 110), 106) },
  })

  it('refuses a period that is none', () => {
    expect(() => ema(0)).toThrow(RangeError)
  })

  test.prop([walks(1), fc.integer({ min: 1, max: 20 })])(
    'is what technicalindicators says',
    (bars, period) => {
      const theirs = library(EMA.calculate, { values: bars.map(({ close }) => close), period })
      const own = values(bars, period)
      expect(own).toHaveLength(theirs.length)
      for (const [i, value] of own.entries()) expect(value).toBeCloseTo(theirs[i]!, 8)
    },
  )

  test.prop([walks(120), fc.integer({ min: 1, max: 6 })], { numRuns: 20 })(
    'comes to what trading-signals says, which begins elsewhere',
    (bars, period) => {
      const signal = new Signal(period)
      const theirs = bars.map(({ close }) => signal.update(close, false))
      expect(values(bars, period).at(-1)).toBeCloseTo(Number(theirs.at(-1)), 5)
    },
  )
})
