import { PRICE_SCALE, type Price, type Quantity, type Vnd } from '../../domain/money.ts'
import type { OrderSide } from '../../market/matching/order.ts'
import type { FuturePosition } from './order-entry.ts'

/** The contracts of one future in an account. Buys and sales net out; what is open has one mean price. Mutable. */
export interface FutureBook {
  readonly symbol: string
  /** VND that one point is worth. */
  readonly multiplier: number
  /** Above 0 long, below 0 short. */
  net: number
  /** Σ price × quantity of the open contracts, hundredths. */
  cost: number
  /** Pairs closed today, and what their two sides came to, hundredths. */
  closed: Quantity
  closedBought: number
  closedSold: number
}

/** A future that an account has none of. */
export const futureBook = (symbol: string, multiplier: number): FutureBook => ({
  symbol,
  multiplier,
  net: 0,
  cost: 0,
  closed: 0,
  closedBought: 0,
  closedSold: 0,
})

/** A fill of a future. */
export interface FutureFill {
  readonly side: OrderSide
  readonly price: Price
  readonly quantity: Quantity
}

/** Counts a fill: it closes what stands against it first, at that one's mean price, and opens what is left. */
export function applyFill(book: FutureBook, { side, price, quantity }: FutureFill): void {
  const sign = side === 'buy' ? 1 : -1
  const closing = book.net * sign < 0 ? Math.min(quantity, Math.abs(book.net)) : 0
  if (closing > 0) closePairs(book, price, closing)
  book.net += sign * quantity
  book.cost += price * (quantity - closing)
}

function closePairs(book: FutureBook, price: number, quantity: Quantity): void {
  const opened = (book.cost / Math.abs(book.net)) * quantity
  const isLong = book.net > 0
  book.closed += quantity
  book.closedBought += isLong ? opened : price * quantity
  book.closedSold += isLong ? price * quantity : opened
  book.cost -= opened
}

const vnd = (hundredths: number, multiplier: number): Vnd =>
  // Adding 0 makes nothing of a loss of nothing.
  Math.round((hundredths * multiplier) / PRICE_SCALE) + 0

/** What open contracts are up at a price. */
export const floatingProfit = ({ net, cost, multiplier }: FutureBook, price: number): Vnd =>
  vnd(Math.sign(net) * (price * Math.abs(net) - cost), multiplier)

/** What today's closed pairs made. */
export const tradingProfit = ({ closedBought, closedSold, multiplier }: FutureBook): Vnd =>
  vnd(closedSold - closedBought, multiplier)

/** Settles a day: gives what it brought, and lets the open contracts go on from the settlement price. */
export function settleDay(book: FutureBook, price: Price): Vnd {
  const made = floatingProfit(book, price) + tradingProfit(book)
  book.cost = price * Math.abs(book.net)
  book.closed = 0
  book.closedBought = 0
  book.closedSold = 0
  return made
}

/** Open contracts as a client sees them. */
export function openPosition(book: FutureBook, marketPrice: Price): FuturePosition {
  const { symbol, net } = book
  const average = net === 0 ? undefined : book.cost / Math.abs(net)
  return {
    symbol,
    long: Math.max(0, net),
    short: Math.max(0, -net),
    net,
    averageBid: net > 0 ? average : undefined,
    averageAsk: net < 0 ? average : undefined,
    marketPrice,
    floatingProfit: floatingProfit(book, marketPrice),
    tradingProfit: 0,
  }
}

/** Pairs closed today as a client sees them. */
export const closedPosition = (book: FutureBook, marketPrice: Price): FuturePosition => ({
  symbol: book.symbol,
  long: book.closed,
  short: book.closed,
  net: 0,
  averageBid: book.closedBought / book.closed,
  averageAsk: book.closedSold / book.closed,
  marketPrice,
  floatingProfit: 0,
  tradingProfit: tradingProfit(book),
})
