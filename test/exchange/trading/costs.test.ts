import { describe, expect, it } from 'vitest'
import { priceOfHundredths } from '../../../src/domain/money.ts'
import { costsOfFutures, costsOfShares, initialMargin } from '../../../src/exchange/trading/costs.ts'

describe('costs', () => {
  const contract = { price: priceOfHundredths(200_000), quantity: 1, multiplier: 100_000 }

  it('are those of the day', () => {
    expect(costsOfShares('buy', 100_000_000, '2026-11-20')).toBe(150_000)
    expect(costsOfShares('sell', 100_000_000, '2026-11-20')).toBe(250_000)
    expect(initialMargin(contract, '2026-11-20')).toBe(34_000_000)
    expect(costsOfFutures(contract, '2026-11-20')).toBe(2_700 + 2_550 + 2_500 + 17_000)
  })

  it('are the first that are known on a day before them', () => {
    expect(costsOfShares('sell', 100_000_000, '2022-03-01')).toBe(250_000)
    expect(costsOfFutures(contract, '2022-03-01')).toBe(costsOfFutures(contract, '2025-01-02'))
  })
})
