import { describe, expect, it } from 'vitest'
import { checkLevels, volumeOf } from '../../../operators/state/book-side.ts'
import { price } from '../../../src/testing/index.ts'

describe('a side of a book', () => {
  const side = [100, 20, 3].map((volume, i) => ({ price: price(100_000 + i), volume }))

  it.each([
    [1, 100],
    [2, 120],
    [3, 123],
    [9, 123],
  ])('holds in its best %i levels %i', (levels, volume) => {
    expect(volumeOf(side, levels)).toBe(volume)
    expect(volumeOf([], levels)).toBe(0)
  })

  it('is looked into by whole levels, one at least', () => {
    checkLevels(1)
    for (const levels of [0, -1, 1.5, NaN, Infinity])
      expect(() => checkLevels(levels)).toThrow(`one at least, not ${levels}.`)
  })
})
