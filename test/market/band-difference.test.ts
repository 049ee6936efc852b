import { describe, expect, it } from 'vitest'
import { priceOfHundredths } from '../../src/domain/money.ts'
import { bandDifference } from '../../src/market/band-difference.ts'
import { priceBand } from '../../src/market/price-band.ts'

const reference = priceOfHundredths(2_580_000)
const computed = priceBand('HOSE', reference)

describe('bandDifference', () => {
  it('is none where the feed agrees', () => expect(bandDifference(computed, computed)).toBeUndefined())

  it('is none where the feed says nothing', () => {
    expect(bandDifference({ reference, ceiling: undefined, floor: undefined }, computed)).toBeUndefined()
  })

  it('is the feed less the rule, of each limit', () => {
    const wider = priceBand('HOSE', reference, { firstDay: true })
    expect(bandDifference(wider, computed)).toEqual({ ceiling: 335_000, floor: -335_000 })
    expect(bandDifference({ ...wider, floor: undefined }, computed)).toEqual({ ceiling: 335_000, floor: 0 })
  })
})
