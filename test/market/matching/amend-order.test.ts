import { describe, expect, it } from 'vitest'
import { amendOrder } from '../../../src/market/matching/amend-order.ts'
import { cancelOrder } from '../../../src/market/matching/cancel-order.ts'
import { enterOrder } from '../../../src/market/matching/enter-order.ts'
import { visibleLevels } from '../../../src/market/matching/ladder.ts'
import { bookIn, order, vnd } from './orders.ts'

describe('amendments and cancellations', () => {
  const bidsOf = ({ bids }: ReturnType<typeof bookIn>) =>
    visibleLevels(bids, 10).map(({ price, volume }) => [price / 100, volume])
  const twoBids = () => {
    const book = bookIn('continuous')
    const [first, second] = [order('buy', 300, 10_000), order('buy', 300, 10_000)]
    enterOrder(book, first)
    enterOrder(book, second)
    const whoIsFirst = () => enterOrder(book, order('sell', 100, 10_000)).fills[0]?.buy.id
    return { book, first, second, whoIsFirst }
  }

  it('a smaller quantity keeps its place', () => {
    const { book, first, whoIsFirst } = twoBids()
    expect(amendOrder(book, first.id, { remaining: 200 }).resting).toBe(200)
    expect(bidsOf(book)).toEqual([[10_000, 500]])
    expect(whoIsFirst()).toBe(first.id)
  })

  it('a larger quantity goes to the end', () => {
    const { book, first, second, whoIsFirst } = twoBids()
    expect(amendOrder(book, first.id, { remaining: 400 }).resting).toBe(400)
    expect(whoIsFirst()).toBe(second.id)
  })

  it('a new price loses the place, even when the old price comes back', () => {
    const { book, first, second, whoIsFirst } = twoBids()
    amendOrder(book, first.id, { price: vnd(9_990) })
    amendOrder(book, first.id, { price: vnd(10_000) })
    expect(whoIsFirst()).toBe(second.id)
  })

  it('a new price may match at once, as the aggressor', () => {
    const { book, first } = twoBids()
    enterOrder(book, order('sell', 200, 10_050))
    const outcome = amendOrder(book, first.id, { price: vnd(10_050) })
    expect(outcome.fills).toMatchObject([{ price: vnd(10_050), quantity: 200 }])
    expect(outcome.fills[0]?.aggressor).toBe('buy')
    expect(outcome.resting).toBe(100)
  })

  it.each([
    ['price', { price: vnd(9_950) }, [9_950, 200]],
    ['quantity', { remaining: 300 }, [10_050, 300]],
  ] as const)(
    'what is left of a market-to-limit order is a limit order: its %s changes alone',
    (_, change, left) => {
      const book = bookIn('continuous')
      enterOrder(book, order('sell', 100, 10_000))
      const market = order('buy', 300, 'MTL')
      enterOrder(book, market)
      enterOrder(book, order('sell', 100, 10_200))
      enterOrder(book, order('buy', 100, 10_200))
      expect(amendOrder(book, market.id, change).resting).toBe(left[1])
      expect(bidsOf(book)).toEqual([left])
    },
  )

  it('a cancelled order is gone, and cannot be cancelled twice', () => {
    const { book, first } = twoBids()
    expect(cancelOrder(book, first.id)).toBeUndefined()
    expect(bidsOf(book)).toEqual([[10_000, 300]])
    expect(cancelOrder(book, first.id)).toBe('unknown')
    expect(amendOrder(book, first.id, { remaining: 100 }).refusal).toBe('unknown')
  })

  it('is checked like a new order', () => {
    const { book, first } = twoBids()
    expect(amendOrder(book, first.id, { price: vnd(10_010) }).refusal).toBe('offTick')
    expect(amendOrder(book, first.id, { remaining: 50 }).refusal).toBe('offLot')
  })

  it('auctions lock the book', () => {
    const book = bookIn('ato')
    const bid = order('buy', 100, 10_000)
    enterOrder(book, bid)
    expect(cancelOrder(book, bid.id)).toBe('locked')
    expect(amendOrder(book, bid.id, { remaining: 100 }).refusal).toBe('locked')
  })
})
