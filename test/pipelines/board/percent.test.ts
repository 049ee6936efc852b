import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percent } from '../../../pipelines/board/percent.ts'

describe('percent', () => {
  it.each([
    [1, 3, 33.33],
    [2, 3, 66.67],
    [1, 800, 0.13],
    [-1, 800, -0.13],
    [-5, 0, undefined],
    [5, undefined, undefined],
  ])('%d of %s is %s', (part, whole, expected) => {
    expect(percent(part, whole)).toBe(expected)
  })

  const inDecimals = (part: number, whole: number) =>
    new Decimal(part).times(100).dividedBy(whole).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toNumber()
  const small = fc.integer({ min: -100_000_000, max: 100_000_000 })
  const any = fc.maxSafeInteger()

  it('is exact for whole numbers of any size', () => {
    fc.assert(
      fc.property(fc.oneof(small, any), fc.oneof(small, any), (part, whole) => {
        fc.pre(whole !== 0)
        expect(percent(part, whole)).toBe(inDecimals(part, whole))
      }),
      { numRuns: 2_000 },
    )
  })
})
