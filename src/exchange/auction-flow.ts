import { auctionPrice } from '../market/matching/auction-price.ts'
import { fairValue } from './fair-values.ts'
import { sendOrder } from './order-desk.ts'
import { limitPrice, orderSize } from './order-shape.ts'
import { printProjection } from './printing.ts'
import type { TradedSecurity } from './traded-security.ts'
import type { TradingFloor } from './trading-floor.ts'

/** Part of the orders in an auction that take any price. */
const UNPRICED = 0.2
/** How far opinions lie apart before an auction, part of the price (deviation). */
const OPINION = 0.004
/** ms between two projected prices of a security. */
const PROJECTION_GAP = 5_000

/** What one investor does in a call auction: nobody cancels, and opinions cross. */
export function actInAuction(floor: TradingFloor, security: TradedSecurity): void {
  const { orders } = floor
  const side = orders.chance(0.5) ? 'buy' : 'sell'
  const quantity = orderSize(security, orders)
  if (orders.chance(UNPRICED)) {
    const type = security.book.phase === 'ato' ? 'ATO' : 'ATC'
    sendOrder(floor, security, { side, type, price: undefined, quantity })
  } else {
    const value = fairValue(floor.values, security)
    const price = limitPrice(security, { side, value, opinion: OPINION * value }, orders)
    sendOrder(floor, security, { side, type: 'LO', price, quantity })
  }
  project(floor, security)
}

function project(floor: TradingFloor, security: TradedSecurity): void {
  if (floor.now - security.projectedAt < PROJECTION_GAP) return
  security.projectedAt = floor.now
  const projected = auctionPrice(security.book)?.price
  if (projected === undefined || projected === security.lastTrade?.projectedPrice) return
  printProjection(floor, security, projected)
}
