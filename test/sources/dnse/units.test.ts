import { describe, expect, it } from 'vitest'
import { quantityIn } from '../../../src/sources/dnse/units.ts'
import { fc, test } from '../../property-tests.ts'
import { decoded, only } from './decoded.ts'
import { sample } from './samples.ts'

describe('units', () => {
  // The published trade of a future: 3 contracts at 1,999.8 points.
  const future = {
    marketId: 'DVX',
    symbol: '41I1G2000',
    matchPrice: 1999.8,
    matchQtty: 3.0,
    totalVolumeTraded: 84_164,
  }

  it('of a future are points and contracts', () => {
    expect(only(sample('te', future))).toMatchObject({
      symbol: '41I1G2000',
      venue: 'DERIVATIVES',
      price: 199_980,
      volume: 3,
      totalVolume: 84_164,
    })
  })

  it('of the book and the limits of a future are points and contracts', () => {
    const book = { ...future, bid: [{ price: 2023.4, qtty: 9 }], offer: [{ price: 2023.6, qtty: 3 }] }
    expect(only(sample('q', book))).toMatchObject({
      bids: [{ price: 202_340, volume: 9 }],
      asks: [{ price: 202_360, volume: 3 }],
    })
    const day = { ...future, basicPrice: 2066.6, ceilingPrice: 2211.2, floorPrice: 1922.0 }
    expect(decoded(sample('sd', day))[0]).toMatchObject({
      reference: 206_660,
      ceiling: 221_120,
      floor: 192_200,
    })
  })

  it('of the value of an index is billions of VND, put-through in it where no other is told', () => {
    const all = {
      indexName: 'VNINDEX',
      contauctAccTrdVal: null,
      contauctAccTrdVol: null,
      grossTradeAmount: 18_650.46734291,
      totalVolumeTraded: 706_563_754,
    }
    expect(only(sample('mi', all))).toMatchObject({
      totalVolume: 706_563_754,
      totalValue: 18_650_467_342_910,
    })
  })

  it('of a trade hold what the sample of a day says: total × average is its value', () => {
    const acb = {
      symbol: 'ACB',
      matchPrice: 23.35,
      matchQtty: 20,
      totalVolumeTraded: 427_980,
      avgPrice: 23.435,
      grossTradeAmount: 100.295515,
    }
    const event = only(sample('te', acb))
    const total = event.kind === 'last' ? event.totalVolume : NaN
    expect((total * acb.avgPrice * 1000) / (acb.grossTradeAmount * 1e9)).toBeCloseTo(1, 4)
  })

  it('of a price are exact to the hundredth of a VND', () => {
    expect(only(sample('te', { matchPrice: 31.20055 }))).toMatchObject({ price: 3_120_055 })
    expect(only(sample('te', { matchPrice: 23.435 }))).toMatchObject({ price: 2_343_500 })
  })

  test.prop([fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 1e9 })])(
    'of any share turn into whole VND and shares without a rest',
    (step, tens) => {
      fc.pre(step * 10 * tens * 10 <= Number.MAX_SAFE_INTEGER)
      const event = only(sample('te', { matchPrice: step / 100, matchQtty: tens, totalVolumeTraded: tens }))
      expect(event).toMatchObject({ price: step * 1000, volume: tens * 10, totalVolume: tens * 10 })
    },
  )

  it.each([
    ['G1', 'HOSE', 70],
    ['T1', 'HNX', 70],
    ['G4', 'HOSE', 7],
    ['T4', 'UPCOM', 7],
    ['T6', 'HOSE', 7],
    ['G1', 'DERIVATIVES', 7],
  ] as const)('of a quantity on board %s of %s make 7 into %s', (board, venue, quantity) => {
    expect(quantityIn(7, 'matchQtty', { board, venue })).toBe(quantity)
  })
})
