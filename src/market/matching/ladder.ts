import type { Level } from '../../domain/market.ts'
import type { Price, Quantity } from '../../domain/money.ts'
import type { OpenOrder, OrderSide } from './order.ts'

/** An order in a queue. The book alone writes to it. */
export interface QueuedOrder extends OpenOrder {
  price: Price | undefined
  remaining: Quantity
  entry: number
  /** Where it waits; absent before and after. */
  level: PriceLevel | undefined
  ahead: QueuedOrder | undefined
  behind: QueuedOrder | undefined
}

/** The orders at one price, first come first. */
export interface PriceLevel {
  readonly price: Price
  volume: Quantity
  first: QueuedOrder | undefined
  last: QueuedOrder | undefined
}

/** One side of a book. The best price stands last, because there the side changes most. */
export interface Ladder {
  readonly side: OrderSide
  readonly levels: PriceLevel[]
}

/** An empty queue at a price. */
export const priceLevel = (price: Price): PriceLevel => ({
  price,
  volume: 0,
  first: undefined,
  last: undefined,
})

/** The level that matches first. */
export const bestLevel = (ladder: Ladder): PriceLevel | undefined => ladder.levels[ladder.levels.length - 1]

/** Where a price stands among the levels, or should. */
function indexOf({ side, levels }: Ladder, price: Price): number {
  let low = 0
  let high = levels.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = levels[middle]?.price ?? price
    if (side === 'buy' ? at < price : at > price) low = middle + 1
    else high = middle
  }
  return low
}

/** The level of a price, made where there is none. */
export function levelAt(ladder: Ladder, price: Price): PriceLevel {
  const best = bestLevel(ladder)
  if (best?.price === price) return best
  const index = indexOf(ladder, price)
  const found = ladder.levels[index]
  if (found?.price === price) return found
  const made = priceLevel(price)
  if (index === ladder.levels.length) ladder.levels.push(made)
  else ladder.levels.splice(index, 0, made)
  return made
}

/** Takes an empty level off its side. */
export function dropLevel(ladder: Ladder, level: PriceLevel): void {
  if (bestLevel(ladder) === level) {
    ladder.levels.pop()
    return
  }
  const index = indexOf(ladder, level.price)
  if (ladder.levels[index] === level) ladder.levels.splice(index, 1)
}

/** Puts an order at the end of a queue. */
export function enqueue(level: PriceLevel, order: QueuedOrder): void {
  order.level = level
  order.ahead = level.last
  order.behind = undefined
  if (level.last) level.last.behind = order
  else level.first = order
  level.last = order
  level.volume += order.remaining
}

/** Takes an order out of its queue, wherever it stands. The level stays, even when empty. */
export function dequeue(level: PriceLevel, order: QueuedOrder): void {
  if (order.ahead) order.ahead.behind = order.behind
  else level.first = order.behind
  if (order.behind) order.behind.ahead = order.ahead
  else level.last = order.ahead
  level.volume -= order.remaining
  order.level = undefined
  order.ahead = undefined
  order.behind = undefined
}

/**
 * The best prices of a side and what waits there, best first; orders without a price are not among them.
 *
 * @example
 * openPhase(book, 'continuous')
 * enterOrder(book, { id: 1, side: 'buy', type: 'LO', price: priceOf(9_950), quantity: 300, foreign: false })
 * enterOrder(book, { id: 2, side: 'buy', type: 'LO', price: priceOf(10_000), quantity: 100, foreign: false })
 * visibleLevels(book.bids, 3) // [{ price: 1_000_000, volume: 100 }, { price: 995_000, volume: 300 }]
 */
export function visibleLevels({ levels }: Ladder, depth: number): Level[] {
  const visible: Level[] = []
  for (let index = levels.length - 1; index >= 0 && visible.length < depth; index--) {
    const level = levels[index]
    if (level) visible.push({ price: level.price, volume: level.volume })
  }
  return visible
}
