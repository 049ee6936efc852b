import { describe, expect, it } from 'vitest'
import { enterOrder } from '../../../src/market/matching/enter-order.ts'
import { bestLevel } from '../../../src/market/matching/ladder.ts'
import { openPhase } from '../../../src/market/matching/open-phase.ts'
import type { Order } from '../../../src/market/matching/order.ts'
import { fc, test } from '../../property-tests.ts'
import { anyOrder, bookIn, order, vnd } from './orders.ts'

const auction = (orders: readonly Order[]) => {
  const book = bookIn('ato')
  for (const each of orders) expect(enterOrder(book, each).refusal).toBeUndefined()
  return book
}

describe('the end of an auction', () => {
  const filled = (orders: readonly Order[]) => {
    const book = auction(orders)
    const { auction: result, expired } = openPhase(book, 'continuous')
    return { book, expired, buyers: result?.fills.map(({ buy }) => buy.id), result }
  }

  it('prints at one price, with no aggressor, and carries what is left of limit orders', () => {
    const { book, result } = filled([
      order('buy', 300, 10_200),
      order('sell', 100, 10_000),
      order('sell', 100, 9_900),
    ])
    expect(result?.volume).toBe(200)
    expect(new Set(result?.fills.map(({ price }) => price))).toEqual(new Set([vnd(10_200)]))
    expect(result?.fills.every(({ aggressor }) => aggressor === undefined)).toBe(true)
    expect(book.lastPrice).toBe(vnd(10_200))
    expect(book.bids.levels.map(({ volume }) => volume)).toEqual([100])
  })

  it('an order at the open goes before an earlier limit inside the band', () => {
    const [limit, open] = [order('buy', 100, 10_500), order('buy', 100, 'ATO')]
    const { buyers, expired } = filled([limit, open, order('sell', 100, 10_000)])
    expect(buyers).toEqual([open.id])
    expect(expired).toEqual([])
  })

  it('but not before an earlier limit at the ceiling; before a later one it does', () => {
    const [early, open, late] = [
      order('buy', 100, 10_700),
      order('buy', 100, 'ATO'),
      order('buy', 100, 10_700),
    ]
    const { buyers } = filled([early, open, late, order('sell', 200, 10_000)])
    expect(buyers).toEqual([early.id, open.id])
  })

  it('what is left of an order without a price dies', () => {
    const open = order('sell', 300, 'ATO')
    const { book, expired } = filled([open, order('buy', 100, 10_000)])
    expect(expired.map(({ id, remaining }) => [id, remaining])).toEqual([[open.id, 200]])
    expect(book.orders.size).toBe(0)
  })

  it('limit orders of the day meet in the closing auction, and die after it', () => {
    const book = bookIn('continuous')
    enterOrder(book, order('buy', 300, 9_900))
    openPhase(book, 'lunch')
    openPhase(book, 'atc')
    enterOrder(book, order('sell', 100, 'ATC'))
    const { auction: result, expired } = openPhase(book, 'putThrough')
    expect(result).toMatchObject({ price: vnd(9_900), volume: 100 })
    expect(expired.map(({ remaining }) => remaining)).toEqual([200])
    expect(book.orders.size).toBe(0)
  })

  it('a phase that already runs changes nothing', () => {
    const book = auction([order('buy', 300, 10_200), order('sell', 100, 10_000)])
    expect(openPhase(book, 'ato')).toEqual({ auction: undefined, expired: [] })
    expect(book.orders.size).toBe(2)
  })
})

describe('laws', () => {
  const auctions = fc.array(anyOrder(['LO', 'LO', 'LO', 'ATO']), { maxLength: 60 })

  test.prop([auctions])('keeps volume', (orders) => {
    const book = auction(orders)
    const { auction: result, expired } = openPhase(book, 'continuous')
    const fills = result?.fills ?? []
    const matched = fills.reduce((sum, { quantity }) => sum + quantity, 0)
    expect(matched).toBe(result?.volume ?? 0)
    const left = [...book.orders.values(), ...expired].reduce((sum, { remaining }) => sum + remaining, 0)
    expect(left + 2 * matched).toBe(orders.reduce((sum, { quantity }) => sum + quantity, 0))
  })

  test.prop([auctions])('leaves nobody with a better price unfilled, and the book uncrossed', (orders) => {
    const book = auction(orders)
    const { auction: result } = openPhase(book, 'continuous')
    const bid = bestLevel(book.bids)?.price
    const ask = bestLevel(book.asks)?.price
    expect(bid ?? 0).toBeLessThan(ask ?? Infinity)
    if (!result) return
    expect(bid ?? 0).toBeLessThanOrEqual(result.price)
    expect(ask ?? Infinity).toBeGreaterThanOrEqual(result.price)
  })

  test.prop([auctions])('fills nobody past a limit', (orders) => {
    for (const { price, buy, sell } of openPhase(auction(orders), 'continuous').auction?.fills ?? []) {
      expect(buy.price ?? Infinity).toBeGreaterThanOrEqual(price)
      expect(sell.price ?? 0).toBeLessThanOrEqual(price)
    }
  })
})
