import { describe, expect, it } from 'vitest'
import { billionsText, numberText, priceText, quantityText, rounded } from '../../../operators/state/words.ts'
import { price } from '../../../src/testing/index.ts'

describe('words', () => {
  it('names units by the security', () => {
    expect(quantityText('FPT', 12_000)).toBe('12,000 shares')
    expect(quantityText('41I1GC000', 120)).toBe('120 contracts')
    expect(priceText('FPT', price(135_000))).toBe('135,000 VND')
    expect(priceText('VN30F2512', price(1285.4))).toBe('1,285.4 points')
    expect(billionsText(-1_250_000_000)).toBe('-1.25 bn VND')
    expect(numberText(1234.567)).toBe('1,234.57')
    expect([-0.001, -0, -0.005].map(numberText)).toEqual(['0', '0', '-0.01'])
  })

  it('rounds half away from zero', () => {
    expect([rounded(2.25, 1), rounded(-2.25, 1), rounded(0.0005, 3), rounded(7, 0)]).toEqual([
      2.3, -2.3, 0.001, 7,
    ])
  })
})
