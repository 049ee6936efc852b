import { describe, expect, it } from 'vitest'
import { addToMean, advanceMean, firstOf, meanOf, minuteMean } from '../../../operators/state/minute-mean.ts'
import { fc, test } from '../../property-tests.ts'

describe('minuteMean', () => {
  it('is of nothing at first', () => {
    const mean = minuteMean(20)
    advanceMean(mean, 0)
    expect([mean.count, meanOf(mean), firstOf(mean)]).toEqual([0, NaN, undefined])
  })

  test.prop([
    fc.array(fc.record({ wait: fc.nat(200_000), value: fc.nat(1000) }), { maxLength: 100 }),
    fc.integer({ min: 1, max: 25 }),
  ])('is of the running minute and those before it', (steps, minutes) => {
    const mean = minuteMean(minutes)
    const all: { minute: number; value: number }[] = []
    let now = 1_795_143_600_000
    for (const { wait, value } of steps) {
      now += wait
      const minute = Math.floor(now / 60_000)
      advanceMean(mean, now)
      addToMean(mean, value, all.length)
      all.push({ minute, value })
      const kept = all.filter((entry) => entry.minute > minute - minutes)
      expect(mean.count).toBe(kept.length)
      expect(firstOf(mean)).toBe(all.length - kept.length)
      expect(meanOf(mean)).toBeCloseTo(kept.reduce((sum, entry) => sum + entry.value, 0) / kept.length, 9)
    }
  })
})
