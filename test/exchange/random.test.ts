import { describe, expect, it } from 'vitest'
import { random } from '../../src/exchange/random.ts'
import { fc, test } from '../property-tests.ts'

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw)
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

function spread(numbers: readonly number[]): number {
  const middle = mean(numbers)
  return Math.sqrt(mean(numbers.map((x) => (x - middle) ** 2)))
}

describe('random', () => {
  test.prop([fc.integer(), fc.string()])(
    'gives the same numbers for the same seed and stream',
    (seed, stream) => {
      const [one, other] = [random(seed, stream), random(seed, stream)]
      expect(draws(20, one.uniform)).toEqual(draws(20, other.uniform))
    },
  )

  it('gives others for another seed or stream', () => {
    const first = draws(5, random(1, 'orders').uniform)
    expect(draws(5, random(2, 'orders').uniform)).not.toEqual(first)
    expect(draws(5, random(1, 'values').uniform)).not.toEqual(first)
  })

  it('has the distributions that it says', () => {
    const chance = random(5, 'moments')
    const even = draws(20_000, chance.uniform)
    expect(even.every((x) => x >= 0 && x < 1)).toBe(true)
    expect(mean(even)).toBeCloseTo(0.5, 1)
    expect(spread(even)).toBeCloseTo(Math.sqrt(1 / 12), 2)
    const normal = draws(20_000, chance.normal)
    expect(Math.abs(mean(normal))).toBeLessThan(0.03)
    expect(Math.abs(spread(normal) - 1)).toBeLessThan(0.03)
    expect(Math.abs(mean(draws(20_000, chance.exponential)) - 1)).toBeLessThan(0.03)
    expect(new Set(draws(1_000, () => chance.below(6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
    expect(mean(draws(20_000, () => Number(chance.chance(0.2))))).toBeCloseTo(0.2, 1)
  })
})
