import type { Phase, Venue } from '../../domain/market.ts'
import { type Price, type Quantity, turnover } from '../../domain/money.ts'
import { daySchedule } from '../../market/phases.ts'
import { lotKind } from '../../market/lots.ts'
import type { Order, OrderSide, OrderType } from '../../market/matching/order.ts'
import { priceRefusal, quantityRefusal } from '../../market/matching/order-refusal.ts'
import { type DatedOrderType, orderTypesOn } from '../../market/order-rules.ts'
import { exceedsRoom } from '../foreign-account.ts'
import type { TradedSecurity } from '../traded-security.ts'
import type { TradingFloor } from '../trading-floor.ts'
import { accountMoney, buyHold, contractCosts, marginOf, worstNet } from './account-money.ts'
import { type Account, openIn, openQuantity } from './account.ts'
import type { OrderRequest, RefusalCode, Refused } from './order-entry.ts'
import { sellableQuantity } from '../../market/settlement.ts'

/** A refusal, in words. */
export const refuse = (code: RefusalCode, message: string): Refused => ({ taken: false, code, message })

/** Where an order is to go. */
export interface Place {
  readonly floor: TradingFloor
  readonly security: TradedSecurity
  readonly account: Account
}

/** The order as the book takes it. HOSE's MP of earlier days is what is called MTL today. */
export const bookType = (type: DatedOrderType): OrderType => (type === 'MP' ? 'MTL' : type)

/** Why a broker does not send an order on; `undefined` when it does. */
export function orderRefusal(request: OrderRequest, place: Place): Refused | undefined {
  return (
    kindRefusal(place) ??
    sizeRefusal(request.quantity, place.security) ??
    typeRefusal(request.type, place) ??
    limitRefusal(request, place.security) ??
    oppositeRefusal(request, place) ??
    meansRefusal(request, place)
  )
}

function kindRefusal({ account, security }: Place): Refused | undefined {
  const isFuture = security.listed.instrument === 'future'
  if (isFuture === (account.kind === 'derivatives')) return undefined
  return refuse('ORD027', `A ${account.kind} account may not order ${security.listed.symbol}.`)
}

/** What is wrong with a quantity. */
export function sizeRefusal(quantity: Quantity, { listed, book }: TradedSecurity): Refused | undefined {
  const { lot, symbol } = listed
  if (!(quantity > 0) || !Number.isSafeInteger(quantity)) return refuse('ORD006', 'The quantity is missing.')
  const kind = lotKind(quantity, lot)
  if (kind === 'odd') return refuse('ORD018', `Odd lots of ${symbol} are not taken here.`)
  if (kind === undefined) return refuse('ORD005', `The quantity of ${symbol} must be a multiple of ${lot}.`)
  const isTooLarge = quantityRefusal(book, quantity) === 'tooLarge'
  return isTooLarge ? refuse('ORD008', `The quantity is above the largest of one order.`) : undefined
}

const typesOf = (venue: Venue, { date }: TradingFloor, phase: Phase): readonly DatedOrderType[] =>
  orderTypesOn(venue, phase, date)

function typeRefusal(type: DatedOrderType, { floor, security }: Place): Refused | undefined {
  const { venue } = security.listed
  const { phase } = security.book
  if (typesOf(venue, floor, phase).includes(type)) return undefined
  const isEver = daySchedule(venue, floor.date).some((span) =>
    typesOf(venue, floor, span.phase).includes(type),
  )
  return isEver
    ? refuse('ORD016', `${venue} takes no ${type} orders now (${phase}).`)
    : refuse('ORD010', `${venue} takes no ${type} orders.`)
}

/** What is wrong with a limit, or with its presence. */
export function limitRefusal(
  { type, price }: { readonly type: DatedOrderType; readonly price: Price | undefined },
  { book, listed }: TradedSecurity,
): Refused | undefined {
  switch (priceRefusal(book, { type: bookType(type), price })) {
    case 'priceNeeded':
      return refuse('ORD006', 'A limit order needs a price.')
    case 'priceNotAllowed':
      return refuse('ERR500', `An order of type ${type} has no price.`)
    case 'outsideBand':
      return price !== undefined && price < listed.floor
        ? refuse('ORD002', 'The price is below the floor.')
        : refuse('ORD003', 'The price is above the ceiling.')
    case 'offTick':
      return refuse('ORD004', 'The price is not on a price step.')
    default:
      return undefined
  }
}

/**
 * In one call auction an investor stands on one side alone; what is left of continuous trading before does not count (Circular
 * 120/2020, article 7).
 */
function oppositeRefusal({ side, symbol }: OrderRequest, { floor, account, security }: Place) {
  const { phase } = security.book
  if (phase !== 'ato' && phase !== 'atc') return undefined
  const span = daySchedule(security.listed.venue, floor.date).findLast(({ from }) => from <= floor.now)
  const opposite = openIn(account, symbol, side === 'buy' ? 'sell' : 'buy')
  if (!opposite.some(({ enteredAt }) => enteredAt >= (span?.from ?? 0))) return undefined
  return refuse('ORD009', `An order of the other side of ${symbol} stands in this auction.`)
}

/** What an order, or the growth of one, would ask of an account. */
export interface Claim {
  readonly side: OrderSide
  readonly price: Price | undefined
  readonly quantity: Quantity
}

/** Why an account's means do not allow a claim. */
export function meansRefusal(claim: Claim, place: Place): Refused | undefined {
  if (place.account.kind === 'derivatives') return marginRefusal(claim, place)
  return claim.side === 'buy' ? powerRefusal(claim, place) : holdingRefusal(claim, place)
}

function powerRefusal({ price, quantity }: Claim, { floor, security, account }: Place): Refused | undefined {
  const value = turnover(price ?? security.listed.ceiling, quantity)
  if (buyHold(floor, value) > accountMoney(account, floor).power)
    return refuse('ORD008', 'There is not enough buying power.')
  return roomRefusal(quantity, security, account)
}

function roomRefusal(quantity: Quantity, security: TradedSecurity, account: Account): Refused | undefined {
  const order: Order = {
    id: 0,
    side: 'buy',
    type: 'LO',
    price: undefined,
    quantity,
    foreign: account.foreign,
  }
  return exceedsRoom(security.foreign, order)
    ? refuse('ORD036', 'The room for foreigners does not hold that.')
    : undefined
}

function holdingRefusal({ quantity }: Claim, { floor, security, account }: Place): Refused | undefined {
  const { symbol } = security.listed
  return quantity > sellableOf(account, symbol, floor)
    ? refuse('ORD007', `There are not so many ${symbol} to sell.`)
    : undefined
}

/** Shares that may be sold now: settled, and not held by an open order. */
export const sellableOf = (account: Account, symbol: string, { now }: TradingFloor): Quantity =>
  sellableQuantity(account.shares.get(symbol)?.lots ?? [], now) -
  openQuantity(openIn(account, symbol, 'sell'))

function marginRefusal({ side, quantity }: Claim, { floor, security, account }: Place): Refused | undefined {
  const { symbol } = security.listed
  const added = side === 'buy' ? { buys: quantity, sells: 0 } : { buys: 0, sells: quantity }
  const more = worstNet(account, symbol, added) - worstNet(account, symbol)
  if (more <= 0) return undefined
  const needed = more * marginOf(floor, security) + quantity * contractCosts(floor, security)
  return needed > accountMoney(account, floor).power
    ? refuse('ORD040', 'There is not enough margin.')
    : undefined
}
