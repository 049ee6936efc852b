import { type Price, type Quantity, turnover, type Vnd } from '../domain/money.ts'
import type { Fill, Order } from '../market/matching/order.ts'
import type { Listing } from './listing.ts'

/**
 * What foreigners traded in a security today, and what they may still buy. The room falls when a buy is entered, comes back with
 * what is cancelled of it, and grows by a sale only when that is settled, two trading days later.
 */
export interface ForeignAccount {
  buyVolume: Quantity
  sellVolume: Quantity
  buyValue: Vnd
  sellValue: Vnd
  /** 0 where nobody meters it, as for futures: look at `metered`. */
  readonly totalRoom: Quantity
  currentRoom: Quantity
  readonly metered: boolean
  /** Sold the day before: it is settled tomorrow. */
  readonly unsettled: Quantity
}

/** The account of a new day. `before` is the day before's; absent on the first. */
export function foreignAccount(listing: Listing, before: ForeignAccount | undefined): ForeignAccount {
  const totalRoom = listing.foreignLimit ?? 0
  const room = before ? before.currentRoom + before.unsettled : totalRoom - listing.foreignHeld
  return {
    buyVolume: 0,
    sellVolume: 0,
    buyValue: 0,
    sellValue: 0,
    totalRoom,
    currentRoom: Math.min(room, totalRoom),
    metered: listing.foreignLimit !== undefined,
    unsettled: before?.sellVolume ?? 0,
  }
}

/** A foreigner's buy that the room does not hold: the exchange refuses it. */
export const exceedsRoom = ({ metered, currentRoom }: ForeignAccount, order: Order): boolean =>
  order.foreign && order.side === 'buy' && metered && order.quantity > currentRoom

/** Takes the room of a buy that was entered, or, with a negative quantity, gives back what was cancelled. */
export function takeRoom(account: ForeignAccount, { foreign, side }: Order, quantity: Quantity): boolean {
  if (!foreign || side !== 'buy' || !account.metered || quantity === 0) return false
  account.currentRoom -= quantity
  return true
}

/** Counts a match for the foreigners in it. True when there was one. */
export function countForeign(account: ForeignAccount, fill: Fill, multiplier: number): boolean {
  const { price, quantity, buy, sell } = fill
  if (buy.foreign) countSide(account, 'buy', worth(price, quantity, multiplier))
  if (sell.foreign) countSide(account, 'sell', worth(price, quantity, multiplier))
  return buy.foreign || sell.foreign
}

interface Worth {
  readonly quantity: Quantity
  readonly value: Vnd
}

const worth = (price: Price, quantity: Quantity, multiplier: number): Worth => ({
  quantity,
  value: turnover(price, quantity, multiplier),
})

function countSide(account: ForeignAccount, side: 'buy' | 'sell', { quantity, value }: Worth): void {
  if (side === 'buy') {
    account.buyVolume += quantity
    account.buyValue += value
  } else {
    account.sellVolume += quantity
    account.sellValue += value
  }
}
