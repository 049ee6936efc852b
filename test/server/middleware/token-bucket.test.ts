import { describe, expect, it } from 'vitest'
import { tokenBucket } from '../../../src/server/middleware/token-bucket.ts'

describe('a bucket of 200 tokens that gains 20 a second (C02)', () => {
  const begin = () => {
    let time = 1_000
    const bucket = tokenBucket({ burst: 200, perSecond: 20, now: () => time })
    const taken = (key: string, tries: number) =>
      Array.from({ length: tries }, () => bucket.take(key)).filter((wait) => wait === 0).length
    return { ...bucket, taken, pass: (ms: number) => (time += ms) }
  }

  it('lets 200 through at once, then 20 a second, and says how long to wait', () => {
    const { taken, take, pass } = begin()
    expect(taken('a', 250)).toBe(200)
    expect(take('a')).toBeCloseTo(0.05)
    pass(1_000)
    expect(taken('a', 50)).toBe(20)
    pass(100)
    expect(taken('a', 50)).toBe(2)
    pass(3_600_000)
    expect(taken('a', 1_000)).toBe(200)
  })

  it('lets at most 400 through in the first ten seconds', () => {
    const { taken, pass } = begin()
    let all = taken('a', 500)
    for (let i = 0; i < 100; i += 1) {
      pass(100)
      all += taken('a', 50)
    }
    expect(all).toBe(400)
  })

  it('is one for each key, and forgets full ones', () => {
    const { taken, pass, size } = begin()
    taken('a', 200)
    expect(taken('b', 10)).toBe(10)
    expect(size()).toBe(2)
    pass(60_000)
    taken('c', 1)
    expect(size()).toBe(1)
  })

  it('gives nothing for time that goes back', () => {
    const { taken, pass } = begin()
    taken('a', 200)
    pass(-5_000)
    expect(taken('a', 10)).toBe(0)
  })

  it('forgets those that were asked longest ago when there are very many', () => {
    const { take, taken, size } = begin()
    taken('first', 200)
    for (let i = 0; i < 50_000; i += 1) take(`a${i}`)
    expect(size()).toBe(50_000)
    expect(taken('first', 1)).toBe(1)
  })
})
