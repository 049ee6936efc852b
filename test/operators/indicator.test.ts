import { ADX, CCI, MFI } from 'technicalindicators'
import { describe, expect, it } from 'vitest'
import { indicator } from '../../operators/indicator.ts'
import type { Indication } from '../../operators/state/on-bars.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'
import { bar, closing, indication, library, walks } from './walk.ts'

const columns = (bars: readonly Bar[]) => ({
  high: bars.map(({ high }) => high),
  low: bars.map(({ low }) => low),
  close: bars.map(({ close }) => close),
  volume: bars.map(({ volume }) => volume),
})

describe('indicator', () => {
  operatorContract<Bar, Indication<number>>({
    operator: () => indicator('wma', { period: 2 }, { window: 2 }),
    source: '  -a-b-c-|',
    inputs: { a: bar(0, 100), b: bar(1, 103), c: bar(2, 106) },
    expected: '---x-y-|',
    outputs: { x: indication('wma', bar(1, 103), 102), y: indication('wma', bar(2, 106), 105) },
  })

  test.prop([walks(30, 40)], { numRuns: 6 })('says what the library says of as many bars', (bars) => {
    const last = <V>(given: readonly Indication<V>[]) => given.at(-1)?.value
    expect(last(run(bars, indicator('adx', { period: 5 })))).toEqual(
      library(ADX.calculate, { ...columns(bars), period: 5 }).at(-1),
    )
    expect(last(run(bars, indicator('mfi', { period: 5 })))).toEqual(
      library(MFI.calculate, { ...columns(bars), period: 5 }).at(-1),
    )
  })

  test.prop([walks(30, 40), fc.integer({ min: 8, max: 20 })], { numRuns: 6 })(
    'remembers its window and nothing else',
    (bars, window) => {
      const whole = run(bars, indicator('cci', { period: 7 }, { window }))
      expect(whole.at(-1)?.value).toBe(
        library(CCI.calculate, { ...columns(bars.slice(-window)), period: 7 }).at(-1),
      )
    },
  )

  it('says nothing where the library divides 0 by 0, or has too few bars', () => {
    const flat = closing(Array.from({ length: 40 }, () => 100))
    expect(run(flat, indicator('adx', { period: 3 }))).toEqual([])
    expect(run(closing([1, 2, 3]), indicator('roc', { period: 5 }))).toEqual([])
    expect(run(closing([1, 2, 3, 4, 5, 6]), indicator('roc', { period: 5 }, { window: 5 }))).toEqual([])
  })

  it('begins anew with a trading day where that is asked for', () => {
    const days = [...closing([100, 102]), bar(1440, 104), bar(1441, 108)]
    const values = (daily: boolean) =>
      run(days, indicator('wma', { period: 2 }, { daily })).map(({ start }) => start)
    expect(values(false)).toHaveLength(3)
    expect(values(true)).toHaveLength(2)
  })

  it('refuses a window that is none', () => {
    expect(() => indicator('wma', { period: 2 }, { window: 0 })).toThrow(RangeError)
  })
})
