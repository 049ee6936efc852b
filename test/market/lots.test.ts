import { describe, expect, it } from 'vitest'
import { largestOrder, leastPutThrough, lotKind, roundLot } from '../../src/market/lots.ts'

describe('lots', () => {
  it('are of a hundred shares, of ten on HOSE until 2020, and of one contract', () => {
    expect(roundLot('HOSE', '2021-01-03')).toBe(10)
    expect(roundLot('HOSE', '2021-01-04')).toBe(100)
    expect(roundLot('HNX', '2020-01-02')).toBe(100)
    expect(roundLot('UPCOM', '2026-11-20')).toBe(100)
    expect(roundLot('DERIVATIVES', '2026-11-20')).toBe(1)
  })

  it.each([
    [100, 'round'],
    [500_000, 'round'],
    [99, 'odd'],
    [1, 'odd'],
    [150, undefined],
    [0, undefined],
    [-100, undefined],
    [0.5, undefined],
  ])('%d shares go to the book of %s lots', (quantity, kind) => {
    expect(lotKind(quantity, 100)).toBe(kind)
  })

  it('have no odd ones among contracts', () => expect(lotKind(7, 1)).toBe('round'))

  it('are limited to what is published', () => {
    expect(largestOrder('HOSE', 'stock')).toBe(500_000)
    expect(largestOrder('DERIVATIVES', 'future')).toBe(500)
    expect(largestOrder('DERIVATIVES', 'bond')).toBeUndefined()
    expect(largestOrder('HNX', 'stock')).toBeUndefined()
    expect(largestOrder('UPCOM', 'stock')).toBeUndefined()
  })

  it('have a least put-through quantity', () => {
    expect([leastPutThrough('HOSE'), leastPutThrough('HNX'), leastPutThrough('UPCOM')]).toEqual([
      20_000, 5_000, 1,
    ])
    expect(leastPutThrough('DERIVATIVES')).toBeUndefined()
  })
})
