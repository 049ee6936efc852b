import { describe, expect, it } from 'vitest'
import { cancelOrder } from '../../../src/market/matching/cancel-order.ts'
import { enterOrder } from '../../../src/market/matching/enter-order.ts'
import { bestLevel, visibleLevels } from '../../../src/market/matching/ladder.ts'
import type { OrderBook } from '../../../src/market/matching/order-book.ts'
import type { Fill, Order, Outcome } from '../../../src/market/matching/order.ts'
import { fc, test } from '../../property-tests.ts'
import { anyOrder, bookIn, CEILING, FLOOR, order, vnd } from './orders.ts'

const printed = ({ fills }: Outcome) => fills.map(({ price, quantity }) => [price / 100, quantity])
const shown = (book: OrderBook) => ({
  bids: visibleLevels(book.bids, 10).map(({ price, volume }) => [price / 100, volume]),
  asks: visibleLevels(book.asks, 10).map(({ price, volume }) => [price / 100, volume]),
})

describe('limit orders', () => {
  it('match at the waiting price, best price first, oldest first, and rest with what is left', () => {
    const book = bookIn('continuous')
    const early = order('sell', 300, 10_050)
    const late = order('sell', 300, 10_050)
    for (const ask of [order('sell', 200, 10_100), early, late, order('sell', 100, 10_200)])
      enterOrder(book, ask)

    const outcome = enterOrder(book, order('buy', 900, 10_100))

    expect(printed(outcome)).toEqual([
      [10_050, 300],
      [10_050, 300],
      [10_100, 200],
    ])
    expect(outcome.fills.map(({ sell }) => sell.id).slice(0, 2)).toEqual([early.id, late.id])
    expect(outcome.fills.every(({ aggressor }) => aggressor === 'buy')).toBe(true)
    expect(outcome.resting).toBe(100)
    expect(shown(book)).toEqual({ bids: [[10_100, 100]], asks: [[10_200, 100]] })
  })
})

describe('market orders', () => {
  const asked = (phaseVenue: 'HNX' | 'HOSE' = 'HNX') => {
    const book = bookIn('continuous', phaseVenue)
    enterOrder(book, order('sell', 200, 10_000))
    enterOrder(book, order('sell', 300, 10_100))
    return book
  }

  it('MTL sweeps, and rests one tick beyond the last match', () => {
    const book = asked('HOSE')
    expect(printed(enterOrder(book, order('buy', 700, 'MTL')))).toEqual([
      [10_000, 200],
      [10_100, 300],
    ])
    expect(shown(book).bids).toEqual([[10_150, 200]])
  })

  it('MTL rests at the ceiling where the last match was there, and steps down by the lower tier', () => {
    const book = bookIn('continuous')
    enterOrder(book, order('sell', 100, 10_700))
    enterOrder(book, order('buy', 300, 'MTL'))
    expect(shown(book).bids).toEqual([[10_700, 200]])

    const falling = bookIn('continuous')
    enterOrder(falling, order('buy', 100, 10_000))
    enterOrder(falling, order('sell', 300, 'MTL'))
    expect(shown(falling).asks).toEqual([[9_990, 200]])
  })

  it('MOK fills whole or not at all', () => {
    const book = asked()
    const before = shown(book)
    expect(enterOrder(book, order('buy', 600, 'MOK'))).toEqual({ refusal: undefined, fills: [], resting: 0 })
    expect(shown(book)).toEqual(before)
    expect(printed(enterOrder(book, order('buy', 500, 'MOK')))).toHaveLength(2)
  })

  it('MAK fills what is there and leaves nothing', () => {
    const book = asked()
    expect(printed(enterOrder(book, order('buy', 900, 'MAK')))).toHaveLength(2)
    expect(shown(book)).toEqual({ bids: [], asks: [] })
  })

  it.each(['MTL', 'MOK', 'MAK'] as const)('%s without an opposite limit order is refused', (type) => {
    expect(enterOrder(bookIn('continuous', 'HNX'), order('buy', 100, type)).refusal).toBe('noOpposite')
  })
})

describe('refusals', () => {
  it.each([
    ['notAccepted', order('buy', 100, 'MOK')],
    ['notAccepted', order('buy', 100, 'ATO')],
    ['notAccepted', order('buy', 100, 'PLO')],
    ['offLot', order('buy', 150, 10_000)],
    ['offLot', order('buy', 0, 10_000)],
    ['tooLarge', order('buy', 500_100, 10_000)],
    ['outsideBand', order('buy', 100, 10_750)],
    ['outsideBand', order('sell', 100, 9_290)],
    ['offTick', order('buy', 100, 10_010)],
    ['priceNeeded', { ...order('buy', 100, 10_000), price: undefined }],
    ['priceNotAllowed', { ...order('buy', 100, 'MTL'), price: vnd(10_000) }],
  ])('%s', (refusal, wrong) => {
    const book = bookIn('continuous')
    enterOrder(book, order('sell', 100, 10_500))
    expect(enterOrder(book, wrong)).toEqual({ refusal, fills: [], resting: 0 })
    expect(book.orders.size).toBe(1)
  })

  it('an id that is taken', () => {
    const book = bookIn('continuous')
    const first = order('buy', 100, 10_000)
    enterOrder(book, first)
    expect(enterOrder(book, first).refusal).toBe('duplicate')
  })

  it('everything while the market is shut', () => {
    expect(enterOrder(bookIn('lunch'), order('buy', 100, 10_000)).refusal).toBe('notAccepted')
  })
})

describe('post-close orders', () => {
  it('match at the closing price in order of time, against each other only', () => {
    const book = bookIn('plo', 'HNX')
    book.lastPrice = vnd(10_100)
    const [first, second] = [order('sell', 300, 'PLO'), order('sell', 300, 'PLO')]
    enterOrder(book, first)
    enterOrder(book, second)
    const outcome = enterOrder(book, order('buy', 400, 'PLO'))
    expect(printed(outcome)).toEqual([
      [10_100, 300],
      [10_100, 100],
    ])
    expect(outcome.fills.map(({ sell, aggressor }) => [sell.id, aggressor])).toEqual([
      [first.id, undefined],
      [second.id, undefined],
    ])
    expect(cancelOrder(book, second.id)).toBe('locked')
  })

  it('are refused where nothing traded today', () => {
    expect(enterOrder(bookIn('plo', 'HNX'), order('buy', 100, 'PLO')).refusal).toBe('noClosingPrice')
  })
})

/** Everything the market does in a random session of a venue that takes every continuous type. */
function session(orders: readonly Order[]) {
  const book = bookIn('continuous', 'HNX')
  const onTick = orders.filter(({ price }) => price === undefined || price % vnd(100) === 0)
  return {
    book,
    onTick,
    outcomes: onTick.map((entered) => ({ entered, outcome: enterOrder(book, entered) })),
  }
}
const waiting = (book: OrderBook, side: 'buy' | 'sell') =>
  [...book.orders.values()]
    .filter((open) => open.side === side)
    .reduce((sum, { remaining }) => sum + remaining, 0)
const sum = (fills: readonly Fill[]) => fills.reduce((total, { quantity }) => total + quantity, 0)

describe('laws', () => {
  const sessions = fc.array(anyOrder(['LO', 'LO', 'LO', 'MTL', 'MOK', 'MAK']), { maxLength: 120 })

  test.prop([sessions])('keeps volume: what was entered is matched, waits or was killed', (orders) => {
    const { book, outcomes } = session(orders)
    const taken = outcomes.filter(({ outcome }) => outcome.refusal === undefined)
    for (const { entered, outcome } of taken) {
      const accounted = sum(outcome.fills) + outcome.resting
      if (entered.type === 'LO' || entered.type === 'MTL') expect(accounted).toBe(entered.quantity)
      else expect(accounted).toBeLessThanOrEqual(entered.quantity)
    }
    const rested = (side: 'buy' | 'sell') =>
      taken.reduce(
        (total, { entered, outcome }) =>
          total + (entered.side === side ? outcome.resting : -sum(outcome.fills)),
        0,
      )
    expect(waiting(book, 'buy')).toBe(rested('buy'))
    expect(waiting(book, 'sell')).toBe(rested('sell'))
  })

  test.prop([sessions])('keeps no empty level', (orders) => {
    const { book } = session(orders)
    for (const { volume, first } of [...book.bids.levels, ...book.asks.levels]) {
      expect(volume).toBeGreaterThan(0)
      expect(first).toBeDefined()
    }
  })

  test.prop([sessions])('never trades outside the band or past the limit of either side', (orders) => {
    for (const { price, buy, sell } of session(orders).outcomes.flatMap(({ outcome }) => outcome.fills)) {
      expect(price).toBeGreaterThanOrEqual(FLOOR)
      expect(price).toBeLessThanOrEqual(CEILING)
      if (buy.type === 'LO') expect(price).toBeLessThanOrEqual(buy.price ?? 0)
      if (sell.type === 'LO') expect(price).toBeGreaterThanOrEqual(sell.price ?? 0)
    }
  })

  test.prop([sessions])('never trades through a better price', (orders) => {
    const book = bookIn('continuous', 'HNX')
    for (const entered of orders.filter(({ price }) => price === undefined || price % vnd(100) === 0)) {
      const best = bestLevel(entered.side === 'buy' ? book.asks : book.bids)?.price
      const prices = enterOrder(book, entered).fills.map(({ price }) => price)
      const outwards = [...prices].sort((a, b) => (entered.side === 'buy' ? a - b : b - a))
      expect(prices).toEqual(outwards)
      if (prices.length > 0) expect(prices[0]).toBe(best)
    }
  })

  test.prop([sessions])('never leaves a book crossed', (orders) => {
    const { book } = session(orders)
    expect(bestLevel(book.bids)?.price ?? 0).toBeLessThan(bestLevel(book.asks)?.price ?? Infinity)
  })
})
