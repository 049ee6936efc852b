import { describe, expect, it } from 'vitest'
import { type Price, priceOfHundredths } from '../../src/domain/money.ts'
import {
  averagePrice,
  exDateReference,
  referencePrice,
  upcomReference,
} from '../../src/market/reference-price.ts'
import { fc, test } from '../property-tests.ts'

const vnd = (amount: number): Price => priceOfHundredths(Math.round(amount * 100))
const day = { date: '2026-11-19', reference: vnd(20_000) }

describe('referencePrice', () => {
  it('is the close on HOSE and HNX', () => {
    for (const venue of ['HOSE', 'HNX'] as const) {
      expect(referencePrice(venue, { ...day, close: vnd(20_500) })).toBe(vnd(20_500))
    }
  })

  it('after a day without a match is its own reference since May 2025, an earlier close before', () => {
    const earlierClose = vnd(19_000)
    expect(referencePrice('HOSE', { ...day, earlierClose })).toBe(vnd(20_000))
    expect(referencePrice('HOSE', { ...day, earlierClose, date: '2025-05-05' })).toBe(vnd(20_000))
    expect(referencePrice('HOSE', { ...day, earlierClose, date: '2025-04-29' })).toBe(vnd(19_000))
    expect(referencePrice('HOSE', { ...day, date: '2025-04-29' })).toBeUndefined()
  })

  it('is the average of the continuous trades on UPCoM, to the nearest hundred, half up', () => {
    const traded = (...trades: readonly [number, number][]) =>
      referencePrice('UPCOM', {
        ...day,
        close: vnd(99_000),
        continuous: trades.map(([price, volume]) => ({ price: vnd(price), volume })),
      })
    expect(traded([8_000, 100], [8_100, 100])).toBe(vnd(8_100))
    expect(traded([8_000, 200], [8_100, 100])).toBe(vnd(8_000))
    expect(traded()).toBe(vnd(20_000))
  })

  it('is on UPCoM never below a step', () => {
    expect(upcomReference(vnd(149) + 0.9)).toBe(vnd(100))
    expect(upcomReference(vnd(150))).toBe(vnd(200))
    expect(upcomReference(vnd(3))).toBe(vnd(100))
  })

  it('is the daily settlement price of a future', () => {
    expect(referencePrice('DERIVATIVES', { ...day, close: vnd(2_000), settlementPrice: vnd(2_015.5) })).toBe(
      vnd(2_015.5),
    )
  })
})

describe('averagePrice', () => {
  it('of no volume is not known', () => {
    expect(averagePrice([])).toBeUndefined()
    expect(averagePrice([{ price: vnd(10_000), volume: 0 }])).toBeUndefined()
  })

  it('is exact where the sums are beyond the safe integers', () => {
    const trades = [
      { price: vnd(100_000), volume: 3_000_000_000 },
      { price: vnd(100_001), volume: 1_000_000_000 },
    ]
    expect(averagePrice(trades)).toBe(10_000_025)
  })

  test.prop([
    fc.array(
      fc.record({
        price: fc.integer({ min: 1, max: 1e8 }).map(priceOfHundredths),
        volume: fc.integer({ min: 1, max: 1e9 }),
      }),
      {
        minLength: 1,
      },
    ),
  ])('lies between the lowest and the highest price', (trades) => {
    const prices = trades.map(({ price }) => price)
    const average = averagePrice(trades)!
    expect(average >= Math.min(...prices) && average <= Math.max(...prices)).toBe(true)
  })
})

describe('exDateReference', () => {
  it.each([
    ['a bonus of one for four', { stockRatios: [0.25] }, 16_000],
    ['1,000 VND in cash', { cash: 100_000 }, 19_000],
    ['rights, one for one at 10,000', { rights: [{ price: vnd(10_000), ratio: 1 }] }, 15_000],
    [
      'all three',
      { rights: [{ price: vnd(10_000), ratio: 0.5 }], stockRatios: [0.25, 0.25], cash: 100_000 },
      12_000,
    ],
    ['nothing', {}, 20_000],
  ])('takes off %s', (_, event, expected) => {
    expect(exDateReference(vnd(20_000), event)).toBe(expected * 100)
  })
})
