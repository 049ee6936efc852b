import { describe, expect, it } from 'vitest'
import table from '../../data/reference/fees.json' with { type: 'json' }
import { priceOfHundredths } from '../../src/domain/money.ts'
import { type FeeItem, feeOn, futureCosts, shareCosts } from '../../src/market/fees.ts'
import { fc, test } from '../property-tests.ts'

const date = '2026-11-20'

describe('feeOn', () => {
  it.each<[FeeItem, number]>([
    ['shareSaleTax', 1_000],
    ['cashDividendTax', 50_000],
    ['shareBrokerageCeiling', 4_500],
    ['exchangeFeeListed', 270],
    ['exchangeFeeOther', 180],
    ['custody', 0.27],
    ['futureExchangeFee', 2_700],
    ['futureClearingFee', 2_550],
    ['bondFutureExchangeFee', 4_500],
    ['futureMargin', 170_000],
    ['futureMarginAssetFee', 24],
  ])('%s is %d', (item, amount) => expect(feeOn(item, date).amount).toBe(amount))

  it('is the line that came into force last, in whatever order they stand', () => {
    const line = (from: string, amount: number) => ({
      item: 'shareSaleTax',
      unit: 'perMillion',
      amount,
      from,
    })
    const lines = [line('2026-07-01', 2_000), line('2025-01-01', 1_000), line('2027-01-01', 3_000)]
    expect(feeOn('shareSaleTax', '2026-06-30', lines).amount).toBe(1_000)
    expect(feeOn('shareSaleTax', '2026-07-01', lines).amount).toBe(2_000)
    expect(() => feeOn('shareSaleTax', '2024-12-31', lines)).toThrow('no shareSaleTax on 2024-12-31')
  })

  it('has a source and a certainty for each line', () => {
    for (const line of table) {
      expect(line.source).not.toBe('')
      expect(['H', 'M', 'L', '?']).toContain(line.certainty)
      expect(['perMillion', 'vnd']).toContain(line.unit)
    }
  })
})

describe('shareCosts', () => {
  it('taxes a sale only', () => {
    expect(shareCosts({ side: 'buy', value: 100_000_000, date })).toEqual({
      brokerage: 150_000,
      tax: 0,
      total: 150_000,
    })
    expect(shareCosts({ side: 'sell', value: 100_000_000, date })).toEqual({
      brokerage: 150_000,
      tax: 100_000,
      total: 250_000,
    })
  })

  it("takes the broker's own rate", () => {
    expect(shareCosts({ side: 'buy', value: 100_000_000, date, brokerage: 0 }).total).toBe(0)
  })

  test.prop([fc.integer({ min: 1, max: 1e13 })])('are whole VND, and grow with the value', (value) => {
    const costs = shareCosts({ side: 'sell', value, date })
    expect(Number.isSafeInteger(costs.total)).toBe(true)
    expect(costs.total).toBe(costs.brokerage + costs.tax)
    expect(shareCosts({ side: 'sell', value: value + 1_000_000, date }).total).toBeGreaterThan(costs.total)
  })
})

describe('futureCosts', () => {
  it('are those of the worked example: one contract at 2,000.0', () => {
    const trade = {
      price: priceOfHundredths(200_000),
      contracts: 1,
      multiplier: 100_000,
      date,
      brokerage: 1_000,
    }
    expect(futureCosts(trade)).toEqual({
      brokerage: 1_000,
      exchange: 2_700,
      clearing: 2_550,
      tax: 17_000,
      total: 23_250,
    })
    expect(futureCosts({ ...trade, contracts: 3 }).total).toBe(3 * 23_250)
  })

  it('are refused before the first rates', () => {
    const trade = { price: priceOfHundredths(100_000), contracts: 1, multiplier: 100_000, date: '2022-12-14' }
    expect(() => futureCosts(trade)).toThrow(RangeError)
  })
})
