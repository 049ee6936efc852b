import { describe, expect } from 'vitest'
import { priceOfHundredths } from '../../../src/domain/money.ts'
import {
  applyFill,
  floatingProfit,
  futureBook,
  settleDay,
  tradingProfit,
} from '../../../src/exchange/trading/future-book.ts'
import { fc, test } from '../../property-tests.ts'

const fills = fc.array(
  fc.record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    price: fc.integer({ min: 18_000, max: 22_000 }).map((tenths) => priceOfHundredths(tenths * 10)),
    quantity: fc.integer({ min: 1, max: 500 }),
  }),
  { maxLength: 40 },
)
const last = fc.integer({ min: 18_000, max: 22_000 }).map((tenths) => priceOfHundredths(tenths * 10))

describe('the contracts of a future', () => {
  test.prop([fills, last, fc.nat(40)])(
    'make what their cash flows and their worth at the end come to, settled in between or not',
    (all, end, nights) => {
      const book = futureBook('F', 100_000)
      let settled = 0
      all.forEach((fill, i) => {
        applyFill(book, fill)
        if (i === nights) settled += settleDay(book, fill.price)
      })
      const flows = all.reduce((sum, { side, price, quantity }) => {
        const sign = side === 'buy' ? 1 : -1
        return sum + sign * (end - price) * quantity
      }, 0)
      const made = settled + floatingProfit(book, end) + tradingProfit(book)
      expect(made).toBeCloseTo(flows * 1_000, -1)
    },
  )
})
