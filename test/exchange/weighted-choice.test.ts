import { describe, expect, it } from 'vitest'
import { random } from '../../src/exchange/random.ts'
import { weightedChoice } from '../../src/exchange/weighted-choice.ts'
import { fc, test } from '../property-tests.ts'

describe('weightedChoice', () => {
  it('draws in proportion', () => {
    const draw = weightedChoice([6, 0, 3, 1])
    const chance = random(1, 'draws')
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 20_000; i++) counts[draw(chance)]!++
    expect(counts[1]).toBe(0)
    for (const [index, share] of [0.6, 0, 0.3, 0.1].entries()) {
      expect(Math.abs(counts[index]! / 20_000 - share)).toBeLessThan(0.015)
    }
  })

  test.prop([
    fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30 }).filter((weights) => weights.some(Boolean)),
  ])('never draws what weighs nothing', (weights) => {
    const draw = weightedChoice(weights)
    const chance = random(2, 'draws')
    for (let i = 0; i < 50; i++) expect(weights[draw(chance)]).toBeGreaterThan(0)
  })

  it('refuses where there is nothing to draw', () => {
    expect(() => weightedChoice([])).toThrow(RangeError)
    expect(() => weightedChoice([0, 0])).toThrow(RangeError)
  })
})
