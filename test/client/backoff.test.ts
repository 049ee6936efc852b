import { describe, expect, it } from 'vitest'
import { backoff } from '../../client/backoff.ts'
import { fc, test } from '../property-tests.ts'

describe('backoff', () => {
  it('doubles from one second to thirty', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((failures) => backoff(failures, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ])
  })

  test.prop([
    fc.integer({ min: 1, max: 5_000 }),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  ])('leaves all of it to chance and never exceeds thirty seconds', (failures, random) => {
    const wait = backoff(failures, random)
    expect(wait).toBeCloseTo(backoff(failures, 1) * random, 6)
    expect(wait).toBeLessThan(30_000)
  })
})
