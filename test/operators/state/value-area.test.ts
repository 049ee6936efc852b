import { describe, expect, it } from 'vitest'
import { valueArea } from '../../../operators/state/value-area.ts'
import { priceOfHundredths } from '../../../src/domain/money.ts'
import { fc, test } from '../../property-tests.ts'

const levels = (...volumes: number[]) =>
  volumes.map((volume, i) => ({ price: priceOfHundredths(i + 1), volume }))

describe('valueArea', () => {
  it.each([
    ['the one level there is', [5], 0.7, [5, 1, 1, 1]],
    ['the busiest price alone, where it holds the share', [1, 7, 2], 0.7, [10, 2, 2, 2]],
    ['the busier neighbour first', [3, 5, 2], 0.7, [10, 2, 1, 2]],
    ['the upper one of two alike', [2, 5, 2, 1], 0.7, [10, 2, 2, 3]],
    ['the lower one of two busiest', [4, 1, 4], 0.4, [9, 1, 1, 1]],
    ['all of it', [1, 0, 5, 0, 1], 1, [7, 3, 1, 5]],
  ])('takes %s', (_, volumes, share, [volume, pointOfControl, valueAreaLow, valueAreaHigh]) => {
    expect(valueArea(levels(...volumes), share)).toEqual({
      volume,
      pointOfControl,
      valueAreaLow,
      valueAreaHigh,
    })
  })

  it('ends at the outermost prices where sums are too large to be exact', () => {
    const { valueAreaLow, valueAreaHigh } = valueArea(levels(1, 1, 2 ** 53), 1)
    expect([valueAreaLow, valueAreaHigh]).toEqual([1, 3])
  })

  it('refuses a profile of nothing', () => {
    expect(() => valueArea([], 0.7)).toThrow('one level at least')
  })

  test.prop([
    fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }),
    fc.double({ min: 0.01, max: 1, noNaN: true }),
  ])('holds the share, and would not without its smaller end', (volumes, share) => {
    const { volume, valueAreaLow: low, valueAreaHigh: high } = valueArea(levels(...volumes), share)
    const held = volumes.slice(low - 1, high)
    const sum = held.reduce((a, b) => a + b, 0)
    expect(sum).toBeGreaterThanOrEqual(share * volume)
    if (held.length > 1) expect(sum - Math.max(held[0] ?? 0, held.at(-1) ?? 0)).toBeLessThan(share * volume)
  })
})
