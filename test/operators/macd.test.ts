import { MACD } from 'technicalindicators'
import { EMA, MACD as Signal } from 'trading-signals'
import { describe, expect, it } from 'vitest'
import { macd, type Macd } from '../../operators/macd.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, indication, library, walks } from './walk.ts'

describe('macd', () => {
  operatorContract<Bar, Indication<Macd>>({
    operator: () => macd({ fast: 1, slow: 2, signal: 2 }),
    source: '  -a-b-c-|',
    inputs: { a: bar(0, 100), b: bar(1, 104), c: bar(2, 102) },
    expected: '---x-y-|',
    outputs: {
      x: indication('macd', bar(1, 104), { macd: 2, signal: undefined, histogram: undefined }),
      y: indication('macd', bar(2, 102), { macd: 0, signal: 1, histogram: -1 }),
    },
  })

  it('takes 12, 26 and 9 bars when nothing else is said', () => {
    const bars = Array.from({ length: 34 }, (_, i) => bar(i, 100 + i))
    const out = run(bars, macd())
    expect(out[0]?.start).toBe(bars[25]?.start)
    expect(out.filter(({ value }) => value.signal !== undefined)).toHaveLength(1)
    expect(out.at(-1)?.value.macd).toBeCloseTo(7, 9)
  })

  it('refuses a fast average that is not the faster one', () => {
    expect(() => macd({ fast: 26, slow: 26 })).toThrow(RangeError)
    expect(() => macd({ signal: 0 })).toThrow(RangeError)
  })

  const periods = fc.record({
    fast: fc.integer({ min: 1, max: 8 }),
    more: fc.integer({ min: 1, max: 8 }),
    signal: fc.integer({ min: 1, max: 8 }),
  })
  test.prop([walks(1), periods])('is what technicalindicators says', (bars, { fast, more, signal }) => {
    const theirs = library(MACD.calculate, {
      values: bars.map(({ close }) => close),
      fastPeriod: fast,
      slowPeriod: fast + more,
      signalPeriod: signal,
      SimpleMAOscillator: false,
      SimpleMASignal: false,
    }).filter(({ MACD: value }) => value !== undefined)
    const own = run(bars, macd({ fast, slow: fast + more, signal }))
    expect(own).toHaveLength(theirs.length)
    // The library takes a signal of 0 for none, and goes on from another.
    fc.pre(own.every(({ value: { signal } }) => signal === undefined || Math.abs(signal) > 1e-9))
    for (const [i, { value }] of own.entries()) {
      expect(value.macd).toBeCloseTo(theirs[i]!.MACD!, 8)
      expect(value.signal === undefined).toBe(theirs[i]!.signal === undefined)
      if (value.signal === undefined) continue
      expect(value.signal).toBeCloseTo(theirs[i]!.signal!, 8)
      expect(value.histogram).toBeCloseTo(theirs[i]!.histogram!, 8)
    }
  })

  test.prop([walks(120)], { numRuns: 20 })(
    'comes to what trading-signals says, which begins elsewhere',
    (bars) => {
      const signal = new Signal(new EMA(3), new EMA(6), new EMA(4))
      const theirs = bars.map(({ close }) => signal.update(close, false)).at(-1)
      const own = run(bars, macd({ fast: 3, slow: 6, signal: 4 })).at(-1)?.value
      expect(own?.macd).toBeCloseTo(Number(theirs?.macd), 5)
      expect(own?.histogram).toBeCloseTo(Number(theirs?.histogram), 5)
    },
  )
})
