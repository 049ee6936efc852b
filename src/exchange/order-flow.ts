import type { Price } from '../domain/money.ts'
import type { OpenOrder, OrderSide, OrderType } from '../market/matching/order.ts'
import { bestLevel, type Ladder, type PriceLevel } from '../market/matching/ladder.ts'
import { acceptedOrderTypes } from '../market/matching/order-refusal.ts'
import { fairValue } from './fair-values.ts'
import { sendOrder, withdrawOrder } from './order-desk.ts'
import { limitPrice, orderSize, tickNear } from './order-shape.ts'
import type { Random } from './random.ts'
import type { TradedSecurity } from './traded-security.ts'
import { isOfClient } from './trading/clients.ts'
import type { TradingFloor } from './trading-floor.ts'

/** Of all that investors do in continuous trading, how much takes what is there, and how much at most cancels. */
const TAKE = 0.08
const CANCEL = 0.6
/** How many of those whose limit would match at once would rather wait. */
const PATIENCE = 0.8
/** Open orders at which cancelling has half its share: books neither run dry nor grow without end. */
const HALF_FULL = 60
/** More levels a side than this, and the farthest order goes. */
const MOST_LEVELS = 60

/** What one investor does in continuous trading: takes, cancels, or offers near what the security is worth. */
export function actContinuously(floor: TradingFloor, security: TradedSecurity): void {
  const act = floor.orders.uniform()
  const open = security.book.orders.size
  if (act < TAKE) takeOffer(floor, security, fairValue(floor.values, security))
  else if (act < TAKE + (CANCEL * open) / (open + HALF_FULL)) cancelOne(floor, security)
  else offer(floor, security, fairValue(floor.values, security))
  trim(floor, security)
}

/** A limit order behind what its sender thinks the security is worth; most who would pay more than is asked join the queue instead. */
export function offer(floor: TradingFloor, security: TradedSecurity, value: number): void {
  const side = floor.orders.chance(0.5) ? 'buy' : 'sell'
  const wanted = limitPrice(security, { side, value }, floor.orders)
  const price = floor.orders.chance(PATIENCE) ? withoutCrossing(security, side, wanted) : wanted
  sendOrder(floor, security, { side, type: 'LO', price, quantity: orderSize(security, floor.orders) })
}

function withoutCrossing({ book }: TradedSecurity, side: OrderSide, wanted: Price): Price {
  const [own, other] = side === 'buy' ? [book.bids, book.asks] : [book.asks, book.bids]
  const best = bestLevel(other)?.price
  const crosses = best !== undefined && (side === 'buy' ? wanted >= best : wanted <= best)
  return crosses ? (bestLevel(own)?.price ?? wanted) : wanted
}

/** An order that takes what waits, more likely on the side that finds the price good. */
function takeOffer(floor: TradingFloor, security: TradedSecurity, value: number): void {
  const { bids, asks } = security.book
  const side = floor.orders.chance(chanceOfBuying(security, value)) ? 'buy' : 'sell'
  const best = bestLevel(side === 'buy' ? asks : bids)?.price
  if (best === undefined) return
  const type = marketType(security, floor.orders)
  const price = type === 'LO' ? best : undefined
  sendOrder(floor, security, { side, type, price, quantity: orderSize(security, floor.orders) })
}

function chanceOfBuying(security: TradedSecurity, value: number): number {
  const bid = bestLevel(security.book.bids)?.price ?? value
  const ask = bestLevel(security.book.asks)?.price ?? value
  const pull = (value - (ask + bid) / 2) / (ask - bid + tickNear(security, value))
  return 0.5 + Math.max(-0.4, Math.min(0.4, pull))
}

/** Mostly a limit order at the best price of the other side; else one of the market orders that the venue takes. */
function marketType({ listing, book }: TradedSecurity, orders: Random): OrderType {
  if (orders.chance(0.6)) return 'LO'
  const types = acceptedOrderTypes(listing.venue, book.phase)
  return types[orders.below(types.length)] ?? 'LO'
}

/** Cancels the youngest order of some level of some side. */
function cancelOne(floor: TradingFloor, security: TradedSecurity): void {
  const { bids, asks } = security.book
  const { levels } = floor.orders.chance(0.5) ? bids : asks
  const order = youngest(levels[floor.orders.below(levels.length)])
  if (order) withdrawOrder(floor, security, order)
}

/** Takes away what has been left too far behind. */
function trim(floor: TradingFloor, security: TradedSecurity): void {
  const far = farthest(security.book.bids) ?? farthest(security.book.asks)
  if (far) withdrawOrder(floor, security, far)
}

const farthest = ({ levels }: Ladder) => (levels.length > MOST_LEVELS ? youngest(levels[0]) : undefined)

/** The youngest order of a level that is the flow's own: nobody cancels a client's. */
function youngest(level: PriceLevel | undefined): OpenOrder | undefined {
  let order = level?.last
  while (order && isOfClient(order)) order = order.ahead
  return order
}
