import { describe, expect, it } from 'vitest'
import { priceOfHundredths } from '../../src/domain/money.ts'
import { priceBand } from '../../src/market/price-band.ts'
import { warrantBand } from '../../src/market/warrant-band.ts'
import { fc, test } from '../property-tests.ts'

const vnd = (amount: number) => priceOfHundredths(amount * 100)
const acb = priceBand('HOSE', vnd(23_400))

describe('warrantBand', () => {
  it('moves as far as its share, by the ratio', () => {
    expect(warrantBand(vnd(1_490), { ...acb, ratio: 2 })).toEqual({
      reference: vnd(1_490),
      ceiling: vnd(2_290),
      floor: vnd(690),
    })
  })

  it('has a floor of 10 VND where the share may fall further', () => {
    expect(warrantBand(vnd(300), { ...acb, ratio: 1 }).floor).toBe(vnd(10))
  })

  it('is one step either way at least', () => {
    // 70 VND ÷ 10 is less than a step.
    const cheap = { ...priceBand('HOSE', vnd(1_000)), ratio: 10 }
    expect(warrantBand(vnd(500), cheap)).toMatchObject({ ceiling: vnd(510), floor: vnd(490) })
    expect(warrantBand(vnd(10), cheap)).toMatchObject({ ceiling: vnd(20), floor: vnd(10) })
  })

  it('loses no step to a ratio with decimals', () => {
    // 1,600 VND ÷ 1.6 is 1,000 exactly.
    expect(warrantBand(vnd(1_490), { ...acb, ratio: 1.6 })).toMatchObject({
      ceiling: vnd(2_490),
      floor: vnd(490),
    })
  })

  it.each([0, -1, NaN])('refuses a ratio of %d', (ratio) => {
    expect(() => warrantBand(vnd(1_490), { ...acb, ratio })).toThrow(RangeError)
  })

  test.prop([
    fc.integer({ min: 1, max: 3_000 }),
    fc.integer({ min: 100, max: 5_000 }),
    fc.double({ min: 0.5, max: 50, noNaN: true }),
  ])('floor ≤ reference < ceiling, in steps of 10 VND', (reference, share, ratio) => {
    const band = warrantBand(vnd(reference * 10), { ...priceBand('HOSE', vnd(share * 100)), ratio })
    expect(band.floor <= band.reference && band.reference < band.ceiling).toBe(true)
    expect([band.floor % 1_000, band.ceiling % 1_000]).toEqual([0, 0])
  })
})
