import { describe, expect, it } from 'vitest'
import type { Instrument, Venue } from '../../src/domain/market.ts'
import { decimalOf, priceOf, priceOfHundredths } from '../../src/domain/money.ts'
import { bandPercent, priceBand, type PriceBandOptions } from '../../src/market/price-band.ts'
import { isOnTick, tickSize } from '../../src/market/tick-size.ts'
import { fc, test } from '../property-tests.ts'

const bandOf = (venue: Venue, reference: number, options?: PriceBandOptions) => {
  const { ceiling, floor } = priceBand(venue, priceOf(reference)!, options)
  return [decimalOf(ceiling), decimalOf(floor)]
}

describe('priceBand', () => {
  it.each<[Venue, Instrument, number, number, number]>([
    ['HOSE', 'stock', 25_800, 27_600, 24_000],
    ['HOSE', 'stock', 82_700, 88_400, 77_000],
    ['HOSE', 'stock', 33_150, 35_450, 30_850],
    ['HOSE', 'stock', 45_600, 48_750, 42_450],
    ['HOSE', 'stock', 71_900, 76_900, 66_900],
    ['HOSE', 'stock', 50_700, 54_200, 47_200],
    ['HOSE', 'stock', 48_000, 51_300, 44_650],
    ['HOSE', 'stock', 9_900, 10_550, 9_210],
    ['HOSE', 'stock', 8_750, 9_360, 8_140],
    ['HOSE', 'stock', 16_650, 17_800, 15_500],
    ['HOSE', 'stock', 46_750, 50_000, 43_500],
    ['HOSE', 'stock', 10_700, 11_400, 9_960],
    ['HOSE', 'etf', 35_770, 38_270, 33_270],
    ['HNX', 'stock', 12_300, 13_500, 11_100],
    ['HNX', 'stock', 62_700, 68_900, 56_500],
    ['UPCOM', 'stock', 8_000, 9_200, 6_800],
    ['DERIVATIVES', 'future', 2_015, 2_156, 1_874],
    ['DERIVATIVES', 'future', 2_066.6, 2_211.2, 1_922],
  ])('%s %s at %d: %d and %d', (venue, instrument, reference, ceiling, floor) => {
    expect(bandOf(venue, reference, { instrument })).toEqual([ceiling, floor])
  })

  it('takes a share, and on the derivatives market a future, unless told', () => {
    expect(bandOf('HOSE', 35_770)).toEqual([38_250, 33_300])
    expect(bandOf('DERIVATIVES', 2_015)).toEqual([2_156, 1_874])
  })

  it.each<[Venue, number]>([
    ['HOSE', 20],
    ['HNX', 30],
    ['UPCOM', 40],
    ['DERIVATIVES', 7],
  ])('%s is ±%d %% wide on a first day', (venue, percent) => {
    expect(bandPercent(venue, { firstDay: true })).toBe(percent)
  })

  it('is ±3 % wide for a bond future', () => {
    expect(bandPercent('DERIVATIVES', { instrument: 'bond' })).toBe(3)
  })

  it('is one tick wide where the rule leaves no room, and has no floor of 0', () => {
    expect(bandOf('HNX', 900)).toEqual([1_000, 800])
    expect(bandOf('UPCOM', 600)).toEqual([700, 500])
    expect(bandOf('HNX', 100)).toEqual([200, 100])
    expect(bandOf('HOSE', 10)).toEqual([20, 10])
    expect(bandOf('HNX', 1_000)).toEqual([1_100, 900])
  })

  test.prop([
    fc.constantFrom<[Venue, Instrument]>(
      ['HOSE', 'stock'],
      ['HOSE', 'etf'],
      ['HNX', 'stock'],
      ['HNX', 'etf'],
      ['UPCOM', 'stock'],
      ['DERIVATIVES', 'future'],
    ),
    fc.integer({ min: 1, max: 100_000 }),
    fc.boolean(),
  ])(
    'floor ≤ reference ≤ ceiling, all on the grid, neither wider than the percentage or one tick',
    (kind, steps, firstDay) => {
      const [venue, instrument] = kind
      const step = tickSize(venue, instrument, priceOfHundredths(100_000_000))
      const reference = priceOfHundredths(steps * step)
      const { ceiling, floor } = priceBand(venue, reference, { instrument, firstDay })
      const most = Math.max(
        (reference * bandPercent(venue, { instrument, firstDay })) / 100,
        tickSize(venue, instrument, reference),
      )
      expect(floor <= reference && reference < ceiling).toBe(true)
      expect(isOnTick(venue, instrument, ceiling) && isOnTick(venue, instrument, floor)).toBe(true)
      expect(Math.max(ceiling - reference, reference - floor)).toBeLessThanOrEqual(most)
    },
  )
})
