import { describe, expect, it } from 'vitest'
import { type Price, priceOfHundredths } from '../../src/domain/money.ts'
import { dailySettlementPrice, finalSettlementPrice } from '../../src/market/settlement-price.ts'
import { fc, test } from '../property-tests.ts'

const points = (value: number): Price => priceOfHundredths(Math.round(value * 100))
const DATE = '2026-11-19'
const readings = (from: string, values: readonly number[]) =>
  values.map((value, i) => ({ time: Date.parse(`${DATE}T${from}+07:00`) + i * 5_000, value: points(value) }))

describe('dailySettlementPrice', () => {
  const trades = [
    { price: points(2_000), volume: 2 },
    { price: points(2_000.1), volume: 1 },
  ]

  it("is the closing auction's price", () => {
    expect(dailySettlementPrice({ atcPrice: points(2_010), trades })).toBe(points(2_010))
  })

  it('without one is the average by volume, to a hundredth of a point', () => {
    expect(dailySettlementPrice({ trades })).toBe(points(2_000.03))
  })

  it('of a day without trades is not known', () => expect(dailySettlementPrice({})).toBeUndefined())
})

describe('finalSettlementPrice', () => {
  it('leaves out the three highest and the three lowest continuous readings, and none of the auction', () => {
    const continuous = readings('14:20:00', [1_000, 1_001, 1_002, 2_000, 2_002, 3_000, 3_001, 3_002])
    const auction = readings('14:31:00', [2_004, 2_100])
    expect(finalSettlementPrice(DATE, [...auction, ...continuous])).toBe(points(2_026.5))
  })

  it('takes readings from 14:15 to before 14:45 of that day', () => {
    const outside = [
      ...readings('14:14:59', [9_000]),
      ...readings('14:45:00', [9_000]),
      { time: Date.parse('2026-11-18T14:35:00+07:00'), value: points(9_000) },
    ]
    const inside = [
      ...readings('14:15:00', [1, 1, 1, 2_000, 3_000, 3_000, 3_000]),
      ...readings('14:44:59', [2_001]),
    ]
    expect(finalSettlementPrice(DATE, [...outside, ...inside])).toBe(points(2_000.5))
    expect(finalSettlementPrice(DATE, outside)).toBeUndefined()
  })

  it('has nothing to count in six continuous readings', () => {
    expect(finalSettlementPrice(DATE, readings('14:20:00', [1, 2, 3, 4, 5, 6]))).toBeUndefined()
    expect(finalSettlementPrice(DATE, readings('14:20:00', [1, 2, 3, 4, 5, 6, 7]))).toBe(points(4))
  })

  test.prop([fc.array(fc.integer({ min: 1_000, max: 3_000 }), { minLength: 7, maxLength: 60 })])(
    'does not hang on the order of the readings',
    (values) => {
      const told = readings('14:20:00', values)
      expect(finalSettlementPrice(DATE, told.toReversed())).toBe(finalSettlementPrice(DATE, told))
    },
  )
})
