import { describe, expect, it } from 'vitest'
import { shareList } from '../../src/exchange/share-list.ts'
import { shareListing } from '../../src/exchange/share-listing.ts'
import { isOnTick } from '../../src/market/tick-size.ts'

describe('the shares', () => {
  it('are as many as asked for, each with a code of its own', () => {
    const places = shareList(['FPT', 'VCB'], 2_996)
    expect(places).toHaveLength(2_996)
    expect(new Set(places.map(({ symbol }) => symbol)).size).toBe(2_996)
    expect(places.filter(({ blueChip }) => blueChip).map(({ symbol }) => symbol)).toEqual(['FPT', 'VCB'])
    expect(places.slice(2).every(({ symbol }) => /^Z[A-Z]{2,3}$/.test(symbol))).toBe(true)
  })

  it('have a reference on the grid and room for foreigners', () => {
    for (const place of shareList(['FPT'], 100)) {
      const { venue, firstReference, foreignHeld, foreignLimit, listedShares } = shareListing(
        3,
        place,
        '2026-11-20',
      )
      expect(isOnTick(venue, 'stock', firstReference)).toBe(true)
      expect(foreignHeld).toBeLessThan(foreignLimit!)
      expect(foreignLimit).toBeLessThanOrEqual(listedShares)
    }
  })

  it('are the same for a seed and a symbol, whoever else is listed', () => {
    const place = { symbol: 'FPT', venue: 'HOSE', blueChip: true } as const
    expect(shareListing(3, place, '2026-11-20')).toEqual(shareListing(3, place, '2026-11-20'))
    expect(shareListing(4, place, '2026-11-20')).not.toEqual(shareListing(3, place, '2026-11-20'))
  })
})
