import { type Price, type Quantity, turnover, type Vnd } from '../domain/money.ts'
import type { Instant, IsoDate } from '../domain/time.ts'
import { roomAfter, takesForeignBuy } from '../market/foreign-room.ts'
import type { Fill, Order } from '../market/matching/order.ts'
import type { Listing } from './listing.ts'
import { settledAt } from './settled-at.ts'

/** Shares that foreigners sold on a day, and when they are settled. */
interface Sale {
  readonly quantity: Quantity
  readonly settledAt: Instant
}

/** What foreigners traded in a security on a day, and what they may still buy, by the rules of `src/market/foreign-room.ts`. */
export interface ForeignAccount {
  readonly date: IsoDate
  buyVolume: Quantity
  sellVolume: Quantity
  buyValue: Vnd
  sellValue: Vnd
  /** 0 where nobody meters it, as for futures: look at `metered`. */
  readonly totalRoom: Quantity
  currentRoom: Quantity
  readonly metered: boolean
  /** Sales of earlier days whose settlement is still to come. */
  unsettled: readonly Sale[]
}

/** The account of a new day. `before` is the day before's; absent on the first. */
export function foreignAccount(
  listing: Listing,
  date: IsoDate,
  before: ForeignAccount | undefined,
): ForeignAccount {
  const totalRoom = listing.foreignLimit ?? 0
  return {
    date,
    buyVolume: 0,
    sellVolume: 0,
    buyValue: 0,
    sellValue: 0,
    totalRoom,
    currentRoom: before?.currentRoom ?? totalRoom - listing.foreignHeld,
    metered: listing.foreignLimit !== undefined,
    unsettled: before ? [...before.unsettled, ...salesOf(before)] : [],
  }
}

const salesOf = ({ date, sellVolume, metered }: ForeignAccount): readonly Sale[] =>
  metered && sellVolume > 0 ? [{ quantity: sellVolume, settledAt: settledAt(date) }] : []

/** Gives the room of sales back that are settled by now. True when there were any. */
export function settleSales(account: ForeignAccount, now: Instant): boolean {
  const settled = account.unsettled.filter(({ settledAt }) => settledAt <= now)
  if (settled.length === 0) return false
  account.unsettled = account.unsettled.filter(({ settledAt }) => settledAt > now)
  for (const { quantity } of settled) moveRoom(account, 'settled', quantity)
  account.currentRoom = Math.min(account.currentRoom, account.totalRoom)
  return true
}

function moveRoom(
  account: ForeignAccount,
  kind: 'entered' | 'withdrawn' | 'settled',
  quantity: Quantity,
): void {
  account.currentRoom = roomAfter(account.currentRoom, { kind, quantity, date: account.date })
}

/** A foreigner's buy that the room does not hold: the exchange refuses it. */
export const exceedsRoom = ({ metered, currentRoom, date }: ForeignAccount, order: Order): boolean =>
  order.foreign && order.side === 'buy' && metered && !takesForeignBuy(currentRoom, order.quantity, date)

/** Takes the room of a buy that was entered, or, with a negative quantity, gives back what was cancelled. */
export function takeRoom(account: ForeignAccount, { foreign, side }: Order, quantity: Quantity): boolean {
  if (!foreign || side !== 'buy' || !account.metered || quantity === 0) return false
  moveRoom(account, quantity > 0 ? 'entered' : 'withdrawn', Math.abs(quantity))
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
