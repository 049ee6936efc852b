import { describe, expect, it } from 'vitest'
import { auctionPrice } from '../../../src/market/matching/auction-price.ts'
import { enterOrder } from '../../../src/market/matching/enter-order.ts'
import { openPhase } from '../../../src/market/matching/open-phase.ts'
import { type BookRules, orderBook } from '../../../src/market/matching/order-book.ts'
import type { Order } from '../../../src/market/matching/order.ts'
import { priceOfHundredths } from '../../../src/domain/money.ts'
import { fc, test } from '../../property-tests.ts'
import { anyOrder, bookIn, GRID, order, vnd } from './orders.ts'

const auction = (
  orders: readonly Order[],
  phase: 'ato' | 'atc' = 'ato',
  venue: BookRules['venue'] = 'HOSE',
) => {
  const book = bookIn(phase, venue)
  for (const each of orders) expect(enterOrder(book, each).refusal).toBeUndefined()
  return book
}
const priced = (orders: readonly Order[]) => {
  const result = auctionPrice(auction(orders))
  return result && [result.price / 100, result.volume]
}

describe('the price of an auction', () => {
  it('matches the most', () => {
    const orders = [
      order('buy', 300, 10_200),
      order('buy', 500, 10_100),
      order('sell', 400, 10_000),
      order('sell', 300, 10_100),
      order('sell', 900, 10_200),
    ]
    expect(priced(orders)).toEqual([10_100, 700])
  })

  it('goes on until one side is filled whole: nobody who would pay more is left out', () => {
    expect(priced([order('buy', 500, 10_500), order('sell', 300, 10_000)])).toEqual([10_500, 300])
    expect(priced([order('buy', 300, 10_500), order('sell', 500, 10_200)])).toEqual([10_200, 300])
  })

  it('is then the nearest to the last match, or to the reference before the first', () => {
    const balanced = [order('buy', 300, 10_500), order('sell', 300, 9_800)]
    expect(priced(balanced)).toEqual([10_000, 300])
    const book = auction([order('buy', 300, 10_500), order('sell', 300, 9_800)])
    book.lastPrice = vnd(10_300)
    expect(auctionPrice(book)?.price).toBe(vnd(10_300))
    book.lastPrice = vnd(10_600)
    expect(auctionPrice(book)?.price).toBe(vnd(10_500))
    book.lastPrice = vnd(9_500)
    expect(auctionPrice(book)?.price).toBe(vnd(9_800))
  })

  it('is the higher of two steps equally near', () => {
    const future = orderBook({
      venue: 'DERIVATIVES',
      instrument: 'future',
      reference: priceOfHundredths(200_005),
      ceiling: priceOfHundredths(214_000),
      floor: priceOfHundredths(186_010),
      lot: 1,
    })
    openPhase(future, 'ato')
    enterOrder(future, { ...order('buy', 5, 10_000), price: priceOfHundredths(201_000) })
    enterOrder(future, { ...order('sell', 5, 10_000), price: priceOfHundredths(199_000) })
    expect(auctionPrice(future)?.price).toBe(200_010)
  })

  it('is none where nothing meets', () => {
    expect(priced([order('buy', 300, 9_900), order('sell', 300, 10_000)])).toBeUndefined()
    expect(priced([order('buy', 300, 'ATO')])).toBeUndefined()
  })

  it('counts orders without a price at every price', () => {
    expect(
      priced([order('buy', 500, 'ATO'), order('sell', 300, 10_100), order('sell', 400, 10_300)]),
    ).toEqual([10_300, 500])
    expect(priced([order('buy', 500, 'ATO'), order('buy', 100, 10_000), order('sell', 200, 10_100)])).toEqual(
      [10_100, 200],
    )
  })

  it('of orders without a price alone is the reference, one tick towards the larger side, and none on HNX', () => {
    expect(priced([order('buy', 300, 'ATO'), order('sell', 300, 'ATO')])).toEqual([10_000, 300])
    expect(priced([order('buy', 400, 'ATO'), order('sell', 300, 'ATO')])).toEqual([10_050, 300])
    expect(priced([order('buy', 200, 'ATO'), order('sell', 300, 'ATO')])).toEqual([9_990, 200])
    const hnx = auction([order('buy', 300, 'ATC'), order('sell', 300, 'ATC')], 'atc', 'HNX')
    expect(auctionPrice(hnx)).toBeUndefined()
  })
})

describe('laws', () => {
  const auctions = fc.array(anyOrder(['LO', 'LO', 'LO', 'ATO']), { maxLength: 60 })
  const at = (orders: readonly Order[], price: number) => {
    const total = (side: 'buy' | 'sell', ok: (limit: number) => boolean) =>
      orders
        .filter((each) => each.side === side && (each.price === undefined || ok(each.price)))
        .reduce((sum, { quantity }) => sum + quantity, 0)
    return Math.min(
      total('buy', (limit) => limit >= price),
      total('sell', (limit) => limit <= price),
    )
  }

  test.prop([auctions])('no price matches more', (orders) => {
    const result = auctionPrice(auction(orders))
    const most = Math.max(...GRID.map((price) => at(orders, vnd(price))))
    expect(result?.volume ?? 0).toBe(most)
    if (result) expect(at(orders, result.price)).toBe(most)
  })
})
