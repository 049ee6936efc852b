import type { Venue } from '../../../src/domain/market.ts'
import { type Price, priceOfHundredths } from '../../../src/domain/money.ts'
import { type OrderBook, orderBook } from '../../../src/market/matching/order-book.ts'
import { openPhase } from '../../../src/market/matching/open-phase.ts'
import type { Order, OrderSide, OrderType } from '../../../src/market/matching/order.ts'
import { fc } from '../../property-tests.ts'

/** A price in VND. */
export const vnd = (amount: number): Price => priceOfHundredths(amount * 100)

/** A small band: 10,000 VND, ticks of 10 below and 50 above. */
export const CEILING = vnd(10_700)
export const FLOOR = vnd(9_300)

/** A book of a share at 10,000 VND, in a phase. */
export function bookIn(phase: OrderBook['phase'], venue: Venue = 'HOSE'): OrderBook {
  const book = orderBook({
    venue,
    instrument: venue === 'DERIVATIVES' ? 'future' : 'stock',
    reference: vnd(10_000),
    ceiling: CEILING,
    floor: FLOOR,
    lot: 100,
    largestOrder: 500_000,
  })
  openPhase(book, phase)
  return book
}

let lastId = 0

/** An order with an id of its own. `price` in VND; without one the type says what kind of market order. */
export const order = (side: OrderSide, quantity: number, price: number | OrderType): Order => ({
  id: ++lastId,
  side,
  type: typeof price === 'number' ? 'LO' : price,
  price: typeof price === 'number' ? vnd(price) : undefined,
  quantity,
  foreign: false,
})

/** Every limit of the band. */
export const GRID: readonly number[] = [
  ...Array.from({ length: 70 }, (_, i) => 9_300 + 10 * i),
  ...Array.from({ length: 15 }, (_, i) => 10_000 + 50 * i),
]

/** Any order of the given types, near the middle more often than far away so that many of them meet. */
export const anyOrder = (types: readonly OrderType[]): fc.Arbitrary<Order> =>
  fc
    .record({
      side: fc.constantFrom<OrderSide>('buy', 'sell'),
      type: fc.constantFrom(...types),
      price: fc.oneof(
        fc.constantFrom(...GRID),
        fc.constantFrom(9_980, 9_990, 10_000, 10_050),
        fc.constantFrom(9_300, 10_700),
      ),
      lots: fc.integer({ min: 1, max: 20 }),
    })
    .map(({ side, type, price, lots }) => order(side, lots * 100, type === 'LO' ? price : type))
