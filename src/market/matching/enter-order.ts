import type { Price } from '../../domain/money.ts'
import { tickAbove, tickBelow } from '../tick-size.ts'
import { bestLevel, type Ladder, type QueuedOrder } from './ladder.ts'
import { ladderOf, type OrderBook, reduce, rest, unpricedOf } from './order-book.ts'
import { orderRefusal } from './order-refusal.ts'
import type { Fill, Order, Outcome } from './order.ts'

const NONE: readonly Fill[] = []

/**
 * Sends an order to the book.
 *
 * - In the continuous phase it is matched at once against what waits, at the waiting orders' prices, best price first and
 *   oldest first; what is left rests, dies or becomes a limit order, as its type says.
 * - In an auction it waits; `openPhase` matches it.
 * - Post-close it is matched at the closing price with the oldest order of the other side, or waits for one.
 * - What the exchange does not take comes back as a refusal, and the book is as it was.
 *
 * @example
 * openPhase(book, 'continuous')
 * enterOrder(book, { id: 1, side: 'sell', type: 'LO', price: priceOf(10_000), quantity: 300, foreign: false })
 * const { fills, resting } = enterOrder(book, { id: 2, side: 'buy', type: 'LO', price: priceOf(10_050), quantity: 500, foreign: false })
 * fills.map(({ price, quantity, aggressor }) => [decimalOf(price), quantity, aggressor]) // [[10000, 300, 'buy']]
 * resting // 200
 */
export function enterOrder(book: OrderBook, order: Order): Outcome {
  const refusal = orderRefusal(book, order)
  if (refusal !== undefined) return { refusal, fills: NONE, resting: 0 }
  const taken: QueuedOrder = {
    id: order.id,
    side: order.side,
    type: order.type,
    price: order.price,
    quantity: order.quantity,
    foreign: order.foreign,
    remaining: order.quantity,
    entry: ++book.entries,
    level: undefined,
    ahead: undefined,
    behind: undefined,
  }
  return matchEntered(book, taken)
}

/** Lets an order that the book has taken meet the other side, and rest or die. */
export function matchEntered(book: OrderBook, order: QueuedOrder): Outcome {
  if (book.phase === 'plo')
    return { refusal: undefined, fills: crossAtClose(book, order), resting: order.remaining }
  if (book.phase !== 'continuous') {
    rest(book, order)
    return { refusal: undefined, fills: NONE, resting: order.remaining }
  }
  const opposite = ladderOf(book, order.side === 'buy' ? 'sell' : 'buy')
  if (order.type === 'MOK' && !canFill(opposite, order.remaining)) {
    return { refusal: undefined, fills: NONE, resting: 0 }
  }
  const fills = sweep(book, order, opposite)
  return { refusal: undefined, fills, resting: settleRest(book, order) }
}

function canFill({ levels }: Ladder, quantity: number): boolean {
  let volume = 0
  for (let index = levels.length - 1; index >= 0 && volume < quantity; index--)
    volume += levels[index]?.volume ?? 0
  return volume >= quantity
}

function crosses(order: QueuedOrder, price: Price): boolean {
  if (order.price === undefined) return true
  return order.side === 'buy' ? price <= order.price : price >= order.price
}

function sweep(book: OrderBook, taker: QueuedOrder, opposite: Ladder): readonly Fill[] {
  let maker = nextMaker(taker, opposite)
  if (!maker) return NONE
  const fills: Fill[] = []
  while (maker?.price !== undefined) {
    book.lastPrice = maker.price
    fills.push(fill(book, taker, { maker, price: maker.price, aggressor: taker.side }))
    maker = nextMaker(taker, opposite)
  }
  return fills
}

function nextMaker(taker: QueuedOrder, opposite: Ladder): QueuedOrder | undefined {
  const level = taker.remaining > 0 ? bestLevel(opposite) : undefined
  return level && crosses(taker, level.price) ? level.first : undefined
}

interface Meeting {
  readonly maker: QueuedOrder
  readonly price: Price
  readonly aggressor: Fill['aggressor']
}

function fill(book: OrderBook, taker: QueuedOrder, { maker, price, aggressor }: Meeting): Fill {
  const quantity = Math.min(taker.remaining, maker.remaining)
  taker.remaining -= quantity
  reduce(book, maker, quantity)
  const buys = taker.side === 'buy'
  return { price, quantity, buy: buys ? taker : maker, sell: buys ? maker : taker, aggressor }
}

/** What is left of a limit order rests; of a market-to-limit order, one tick beyond its last match, inside the band. */
function settleRest(book: OrderBook, order: QueuedOrder): number {
  if (order.remaining === 0 || order.type === 'MOK' || order.type === 'MAK') return 0
  // Once it rests it is a limit order like any other: an amendment enters it again with the price that it bears.
  if (order.type === 'MTL') order.price ??= limitBeyond(book, order)
  rest(book, order)
  return order.remaining
}

function limitBeyond({ rules, lastPrice }: OrderBook, { side }: QueuedOrder): Price {
  const last = lastPrice ?? rules.reference
  const next =
    side === 'buy'
      ? tickAbove(rules.venue, rules.instrument, last)
      : (tickBelow(rules.venue, rules.instrument, last) ?? last)
  if (next > rules.ceiling) return rules.ceiling
  return next < rules.floor ? rules.floor : next
}

/** One price and time alone decide, so matching on entry pairs the same orders as collecting them first would. */
function crossAtClose(book: OrderBook, order: QueuedOrder): readonly Fill[] {
  const waiting = unpricedOf(book, order.side === 'buy' ? 'sell' : 'buy')
  const price = book.lastPrice
  const fills: Fill[] = []
  while (price !== undefined && order.remaining > 0 && waiting.first) {
    fills.push(fill(book, order, { maker: waiting.first, price, aggressor: undefined }))
  }
  if (order.remaining > 0) rest(book, order)
  return fills
}
