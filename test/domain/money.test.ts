import { describe, expect, it } from 'vitest'
import { decimalOf, priceOf, priceOfHundredths, turnover } from '../../src/domain/money.ts'
import { fc, test } from '../property-tests.ts'

/** Up to a billion VND a share, far above any price. */
const hundredths = fc.integer({ min: 1, max: 10 ** 11 })

describe('a price', () => {
  it.each([
    [135_000, 13_500_000],
    [1285.4, 128_540],
    ['1285.4000000000001 (binary noise)', 128_540, 1285.4000000000001],
    [0.01, 1],
  ])('of %s is exact', (decimal, expected, value = Number(decimal)) => {
    expect(priceOf(value)).toBe(expected)
  })

  it.each([0, -1, 0.001, 12.345, NaN, Infinity, 10 ** 15])('is not made of %s', (decimal) => {
    expect(priceOf(decimal)).toBeUndefined()
  })

  it('is a positive whole number of hundredths', () => {
    expect(priceOfHundredths(128_540)).toBe(128_540)
    for (const none of [0, -1, 1.5, NaN, 2 ** 53]) expect(() => priceOfHundredths(none)).toThrow(RangeError)
  })

  test.prop([hundredths])('is the same again after it was shown', (value) => {
    expect(priceOf(decimalOf(value))).toBe(value)
    expect(priceOf(Number(decimalOf(value).toFixed(2)))).toBe(value)
  })

  test.prop([hundredths, fc.integer({ min: 1, max: 9 })])('has no third decimal', (value, thousandths) => {
    const cut = value % 10 ** 9
    expect(priceOf((cut * 10 + thousandths) / 1_000)).toBeUndefined()
  })
})

describe('turnover', () => {
  it('is price × quantity, in VND', () => {
    expect(turnover(priceOfHundredths(13_500_000), 200)).toBe(27_000_000)
  })

  it('is 100,000 VND a point for an index future', () => {
    expect(turnover(priceOfHundredths(128_540), 3, 100_000)).toBe(385_620_000)
  })

  test.prop([
    fc.integer({ min: 1, max: 100_000_000 }),
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.constantFrom(1, 100_000),
  ])('is exact to the dong', (value, quantity, multiplier) => {
    // As far as a double goes: beyond it no trade does.
    fc.pre(value * quantity * multiplier <= Number.MAX_SAFE_INTEGER)
    const exact = BigInt(value) * BigInt(quantity) * BigInt(multiplier)
    expect(turnover(priceOfHundredths(value), quantity, multiplier)).toBe(Number((exact + 50n) / 100n))
  })
})
