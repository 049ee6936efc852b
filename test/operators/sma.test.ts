import { SMA } from 'technicalindicators'
import { SMA as Signal } from 'trading-signals'
import { describe, expect, it } from 'vitest'
import { sma } from '../../operators/sma.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, closing, indication, library, walks } from './walk.ts'

const values = (bars: readonly Bar[], period: number, daily = false) =>
  run(bars, sma(period, { daily })).map(({ value }) => value)

describe('sma', () => {
  operatorContract<Bar, Indication<number>>({
    operator: () => sma(2),
    source: '  -a-b-c-|',
    inputs: { a: bar(0, 100), b: bar(1, 103), c: bar(2, 105) },
    expected: '---x-y-|',
    outputs: { x: indication('sma', bar(1, 103), 101.5), y: indication('sma', bar(2, 105), 104) },
  })

  it('takes each whole bar once, in the order of time', () => {
    const again = bar(1, 999, { revision: 1 })
    const late = bar(0, 999)
    const cut = bar(3, 999, { complete: false })
    expect(values([...closing([100, 102]), again, late, bar(2, 104), cut], 2)).toEqual([101, 103])
  })

  it('keeps securities and widths apart', () => {
    const other = [bar(0, 1, { symbol: 'ACB' }), bar(0, 7, { interval: 300_000 })]
    expect(values([bar(0, 100), ...other, bar(1, 102)], 2)).toEqual([101])
  })

  it('goes on over days, or begins anew with each', () => {
    const tomorrow = bar(24 * 60, 104)
    expect(values([...closing([100, 102]), tomorrow], 2)).toEqual([101, 103])
    expect(values([...closing([100, 102]), tomorrow, bar(24 * 60 + 1, 106)], 2, true)).toEqual([101, 105])
  })

  it('refuses a period that is none', () => {
    for (const period of [0, 1.5, NaN]) expect(() => sma(period)).toThrow(RangeError)
  })

  test.prop([walks(1), fc.integer({ min: 1, max: 20 })])('is what both libraries say', (bars, period) => {
    const closes = bars.map(({ close }) => close)
    const own = values(bars, period)
    const signal = new Signal(period)
    const theirs = closes.map((close) => signal.update(close, false)).filter((value) => value !== null)
    expect(own).toHaveLength(theirs.length)
    for (const [i, value] of own.entries()) expect(value).toBeCloseTo(Number(theirs[i]), 8)
    for (const [i, value] of library(SMA.calculate, { values: closes, period }).entries())
      expect(own[i]).toBeCloseTo(value, 8)
  })
})
