import { PRICE_SCALE, type Price, type Quantity } from '../../domain/money.ts'
import type { Instant, IsoDate } from '../../domain/time.ts'
import { previousTradingDay } from '../../market/calendar.ts'
import { type Lot, sellableQuantity } from '../../market/settlement.ts'
import { settledAt } from '../settled-at.ts'
import type { Holding } from './order-entry.ts'

/** Shares sold on a day. */
interface Sale {
  readonly tradeDate: IsoDate
  readonly quantity: Quantity
  readonly settledAt: Instant
}

/** The shares of one company in an account: when they were bought, what they cost, what was sold. Mutable. */
export interface ShareLots {
  /** Oldest first. */
  lots: Lot[]
  /** Σ price × quantity of what is held, hundredths. */
  cost: number
  sales: Sale[]
}

/** Shares that were there before the exchange began, at a price. */
export const ownedShares = (date: IsoDate, quantity: Quantity, price: Price): ShareLots => ({
  lots: quantity > 0 ? [{ tradeDate: date, quantity, creditedAt: -Infinity }] : [],
  cost: quantity * price,
  sales: [],
})

/** A match of some shares on a day. */
export interface ShareMatch {
  readonly date: IsoDate
  readonly price: Price
  readonly quantity: Quantity
}

/** Adds what was bought: it may be sold when it is settled. */
export function addShares(shares: ShareLots, { date, price, quantity }: ShareMatch): void {
  shares.lots.push({ tradeDate: date, quantity, creditedAt: settledAt(date) })
  shares.cost += price * quantity
}

/** Takes what was sold from the oldest lots; the cost goes down in proportion. */
export function takeShares(shares: ShareLots, { date, quantity }: ShareMatch): void {
  const held = totalOf(shares)
  shares.cost -= held > 0 ? (shares.cost * Math.min(quantity, held)) / held : 0
  let left = quantity
  shares.lots = shares.lots.flatMap((lot) => {
    const taken = Math.min(left, lot.quantity)
    left -= taken
    return lot.quantity > taken ? [{ ...lot, quantity: lot.quantity - taken }] : []
  })
  shares.sales.push({ tradeDate: date, quantity, settledAt: settledAt(date) })
}

/** All shares, those in transit included. */
export const totalOf = ({ lots }: ShareLots): Quantity =>
  lots.reduce((sum, { quantity }) => sum + quantity, 0)

/** Forgets sales that are settled. */
export function forgetSettled(shares: ShareLots, now: Instant): void {
  shares.sales = shares.sales.filter((sale) => sale.settledAt > now)
}

/** Who holds them, and when. */
export interface HoldingParts extends Pick<Holding, 'symbol' | 'venue' | 'blocked' | 'marketPrice'> {
  readonly date: IsoDate
  readonly now: Instant
}

/** Shares as a client sees them. */
export function holdingOf(shares: ShareLots, { date, now, ...parts }: HoldingParts): Holding {
  const onHand = sellableQuantity(shares.lots, now)
  const total = totalOf(shares)
  const coming = shares.lots.filter((lot) => (lot.creditedAt ?? 0) > now)
  return {
    ...parts,
    onHand,
    sellable: Math.max(0, onHand - parts.blocked),
    buying: byAge(coming, date),
    selling: byAge(
      shares.sales.filter((sale) => sale.settledAt > now),
      date,
    ),
    averagePrice: total > 0 ? shares.cost / total : 0,
  }
}

/** Sums of today's trades, of those of the trading day before, and of older ones. */
function byAge(
  trades: readonly { readonly tradeDate: IsoDate; readonly quantity: Quantity }[],
  today: IsoDate,
): readonly [Quantity, Quantity, Quantity] {
  const sums: [Quantity, Quantity, Quantity] = [0, 0, 0]
  if (trades.length === 0) return sums
  const yesterday = previousTradingDay(today)
  for (const { tradeDate, quantity } of trades) {
    if (tradeDate === today) sums[0] += quantity
    else if (tradeDate === yesterday) sums[1] += quantity
    else sums[2] += quantity
  }
  return sums
}

/** What shares are worth at a price, VND. */
export const worthOf = (shares: ShareLots, price: Price): number =>
  Math.round((totalOf(shares) * price) / PRICE_SCALE)
