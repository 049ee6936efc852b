import { describe, expect, it } from 'vitest'
import { priceOfHundredths } from '../../src/domain/money.ts'
import {
  capFactors,
  divisorFor,
  indexCapitalisation,
  type IndexMember,
  indexValue,
  VN30_CAPS,
} from '../../src/market/index-value.ts'
import { fc, test } from '../property-tests.ts'

const member = (
  symbol: string,
  price: number,
  shares: number,
  more: Partial<IndexMember> = {},
): IndexMember => ({
  symbol,
  price: priceOfHundredths(price * 100),
  shares,
  ...more,
})

const weightsOf = (members: readonly IndexMember[]) => {
  const all = indexCapitalisation(members)
  return new Map(members.map((each) => [each.symbol, indexCapitalisation([each]) / all]))
}
const capped = (members: readonly IndexMember[]) => {
  const factors = capFactors(members)
  return members.map((each) => ({ ...each, cap: factors.get(each.symbol) ?? NaN }))
}

describe('indexValue', () => {
  const members = [member('AAA', 20_000, 1_000), member('BBB', 50_000, 2_000, { freeFloat: 0.5, cap: 0.8 })]

  it('sums what counts of each member', () => {
    expect(indexCapitalisation(members)).toBe(20_000_000 + 40_000_000)
    expect(indexValue(members, 48_000)).toBe(125_000)
  })

  it('is not moved by a change of members when the divisor follows', () => {
    const value = indexValue(members, 48_000)
    const changed = [...members, member('CCC', 10_000, 7_000)]
    expect(indexValue(changed, divisorFor(changed, value))).toBe(value)
  })

  it('of nothing is refused', () => expect(() => indexValue([], 48_000)).toThrow(RangeError))
})

describe('capFactors', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => member(`S${i}`, 10_000, 1_000_000))

  it('leave alone what is within the limits', () => {
    expect([...new Set(capFactors(many(30)).values())]).toEqual([1])
  })

  it('bring a heavy member to a tenth', () => {
    const members = capped([...many(29), member('VIC', 200_000, 5_000_000)])
    expect(weightsOf(members).get('VIC')).toBeCloseTo(VN30_CAPS.member, 8)
    expect(members.filter(({ cap }) => cap === 1)).toHaveLength(29)
  })

  it('bring a group of related companies to fifteen hundredths', () => {
    const group = ['VHM', 'VIC', 'VRE'].map((symbol) => member(symbol, 50_000, 2_000_000, { group: 'Vin' }))
    const weights = weightsOf(capped([...many(27), ...group]))
    const together = group.reduce((sum, { symbol }) => sum + (weights.get(symbol) ?? NaN), 0)
    expect(together).toBeCloseTo(VN30_CAPS.group, 8)
  })

  it('do not exist for fewer than ten members', () => {
    expect(() => capFactors(many(9))).toThrow('No caps bring 9 members to 0.1 each and 0.15 a group.')
  })

  test.prop(
    [
      fc.array(
        fc.record({
          price: fc.integer({ min: 1_000, max: 200_000 }),
          shares: fc.integer({ min: 1_000_000, max: 1e10 }),
        }),
        {
          minLength: 30,
          maxLength: 30,
        },
      ),
    ],
    { numRuns: 30 },
  )('no weight is above its limit, and no factor above 1', (sizes) => {
    const members = capped(
      sizes.map(({ price, shares }, i) => member(`S${i}`, price, shares, i < 3 ? { group: 'one' } : {})),
    )
    const weights = [...weightsOf(members).values()]
    expect(Math.max(...weights)).toBeLessThan(VN30_CAPS.member + 1e-6)
    expect(weights[0]! + weights[1]! + weights[2]!).toBeLessThan(VN30_CAPS.group + 1e-6)
    expect(Math.max(...members.map(({ cap }) => cap))).toBeLessThanOrEqual(1)
  })
})
