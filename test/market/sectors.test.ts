import { describe, expect, it } from 'vitest'
import { sectorOf } from '../../src/market/sectors.ts'
import { vn30Members } from '../../src/market/vn30-members.ts'

describe('sectorOf', () => {
  it('A36: places the members of the VN30 as the reference counts them', () => {
    const counts = new Map<string, number>()
    for (const symbol of vn30Members('2026-08-03')) {
      counts.set(sectorOf(symbol), (counts.get(sectorOf(symbol)) ?? 0) + 1)
    }
    expect(Object.fromEntries(counts)).toEqual({
      Banks: 13,
      'Food & Beverage': 4,
      'Real Estate': 3,
      'Financial Services': 2,
      'Travel & Leisure': 2,
      'Oil & Gas': 1,
      Technology: 1,
      Utilities: 1,
      Chemicals: 1,
      'Basic Resources': 1,
      Retail: 1,
    })
  })

  it('calls what it does not know Other', () => expect(sectorOf('XYZ')).toBe('Other'))
})
