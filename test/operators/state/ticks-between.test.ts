import { describe, expect, it } from 'vitest'
import { ticksBetween } from '../../../operators/state/ticks-between.ts'
import { price } from '../../../src/testing/index.ts'

describe('ticksBetween', () => {
  const grid = { venue: 'HOSE', instrument: 'stock' } as const

  it.each([
    ['none to itself', 20_000, 20_000, 0],
    ['of 10 dong below 10,000', 9_900, 9_950, 5],
    ['of 50 from there on', 20_000, 20_200, 4],
    ['of 100 from 50,000 on', 60_000, 60_300, 3],
    ['of both tiers across an end', 9_980, 10_100, 4],
    ['of both tiers across the other end', 49_900, 50_200, 4],
    ['of the lower tier up to its end', 49_900, 50_000, 2],
    ['of all three tiers', 9_990, 50_100, 1 + 800 + 1],
    ['at once to a price that is none', 20_000, 90_000_000_000_000, 600 + 899_999_999_500],
  ])('counts %s', (_, from, to, ticks) => {
    expect(ticksBetween(price(from), price(to), grid)).toBe(ticks)
    expect(ticksBetween(price(to), price(from), grid)).toBe(ticks === 0 ? 0 : -ticks)
  })
})
