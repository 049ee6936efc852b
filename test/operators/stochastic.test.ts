import { Stochastic as Library } from 'technicalindicators'
import { StochasticOscillator } from 'trading-signals'
import { describe, expect, it } from 'vitest'
import type { Indication } from '../../operators/state/on-bars.ts'
import { stochastic, type Stochastic } from '../../operators/stochastic.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, closing, indication, library, walks } from './walk.ts'

const values = (bars: readonly Bar[], period: number, signal: number) =>
  run(bars, stochastic({ period, signal })).map(({ value }) => value)

describe('stochastic', () => {
  operatorContract<Bar, Indication<Stochastic>>({
    operator: () => stochastic({ period: 2, signal: 2 }),
    source: '  -a-b-c-|',
    inputs: { a: bar(0, 100), b: bar(1, 104), c: bar(2, 102) },
    expected: '---x-y-|',
    outputs: {
      x: indication('stochastic', bar(1, 104), { k: 100, d: undefined }),
      y: indication('stochastic', bar(2, 102), { k: 0, d: 50 }),
    },
  })

  it('takes 14 bars and three values when nothing else is said', () => {
    const out = run(closing(Array.from({ length: 16 }, (_, i) => 100 + i)), stochastic())
    expect(out.map(({ value }) => value)).toEqual([
      { k: 100, d: undefined },
      { k: 100, d: undefined },
      { k: 100, d: 100 },
    ])
  })

  it('is in the middle of a range that is none', () => {
    expect(values(closing([100, 100, 100]), 2, 2)).toEqual([
      { k: 50, d: undefined },
      { k: 50, d: 50 },
    ])
  })

  it('refuses periods that are none', () => {
    expect(() => stochastic({ period: 0 })).toThrow(RangeError)
    expect(() => stochastic({ signal: 0 })).toThrow(RangeError)
  })

  test.prop([walks(1), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5 })])(
    'is what technicalindicators and trading-signals say, where there is a range',
    (walk, period, signal) => {
      const ranging = walk.map((each) => ({ ...each, high: (each.high + 1) as Bar['high'] }))
      const own = values(ranging, period, signal)
      const others = library(Library.calculate, {
        high: ranging.map(({ high }) => high),
        low: ranging.map(({ low }) => low),
        close: ranging.map(({ close }) => close),
        period,
        signalPeriod: signal,
      })
      expect(own).toHaveLength(others.length)
      for (const [i, { k, d }] of own.entries()) {
        expect(k).toBeCloseTo(others[i]!.k, 8)
        if (d !== undefined) expect(d).toBeCloseTo(others[i]!.d, 8)
      }
      const oscillator = new StochasticOscillator({ kPeriod: period, kSlowingPeriod: 1, dPeriod: signal })
      const theirs = ranging.map((each) => oscillator.update(each, false)).filter((value) => value !== null)
      const whole = own.filter(({ d }) => d !== undefined)
      expect(whole).toHaveLength(theirs.length)
      for (const [i, { d }] of whole.entries()) expect(d).toBeCloseTo(theirs[i]!.stochD, 8)
    },
  )
})
