import { type Price, PRICE_SCALE, priceOfHundredths, type Quantity } from '../domain/money.ts'
import type { OrderSide } from '../market/matching/order.ts'
import { tickAt } from '../market/tick-size.ts'
import type { Random } from './random.ts'
import { priceNow, type TradedSecurity } from './traded-security.ts'

/** VND that the middle order of shares is worth, contracts of the middle order of futures, and how widely both spread. */
const ORDER_VALUE = 45_000_000
const ORDER_CONTRACTS = 3
const SIZE_SPREAD = 0.9

/** How deep limit orders lie behind the value: part of the price, and ticks at least and at most. */
const DEPTH = 0.0025
const SHALLOWEST = 1.5
const DEEPEST = 7

/** Where opinions of a security's worth differ, ticks (deviation). */
const OPINION = 0.4

/** The price step near an amount of hundredths, which need not be a price. */
export const tickNear = ({ listing }: TradedSecurity, hundredths: number): number =>
  tickAt(listing.venue, listing.instrument, hundredths)

/** What an order asks for. */
interface Aim {
  readonly side: OrderSide
  /** What the security is worth, hundredths. */
  readonly value: number
  /** Deviation of the sender's opinion, hundredths; a part of a tick unless said. */
  readonly opinion?: number
}

/** A limit on the grid and inside the band: a few ticks behind what the sender thinks the security is worth. */
export function limitPrice(security: TradedSecurity, { side, value, opinion }: Aim, random: Random): Price {
  const { ceiling, floor } = security.listed
  const tick = tickNear(security, value)
  const depth = Math.max(SHALLOWEST, Math.min(DEEPEST, (DEPTH * value) / tick))
  const thought = value + (opinion ?? OPINION * tick) * random.normal()
  const behind = Math.floor(depth * random.exponential()) * tick
  const wanted = side === 'buy' ? thought - behind : thought + behind
  if (wanted >= ceiling) return ceiling
  if (wanted <= floor) return floor
  return onGrid(security, side, wanted)
}

/** A buy rounds down and a sell up; across a tier's end the step changes, so the band is looked at again. */
function onGrid(security: TradedSecurity, side: OrderSide, wanted: number): Price {
  const { ceiling, floor } = security.listed
  const tick = tickNear(security, wanted)
  const rounded = (side === 'buy' ? Math.floor(wanted / tick) : Math.ceil(wanted / tick)) * tick
  if (rounded >= ceiling) return ceiling
  return rounded <= floor ? floor : priceOfHundredths(rounded)
}

/** A quantity in whole lots: many small orders, few large ones. */
export function orderSize(security: TradedSecurity, random: Random): Quantity {
  const { lot, instrument, largestOrder } = security.listing
  const middle = instrument === 'future' ? ORDER_CONTRACTS : (ORDER_VALUE * PRICE_SCALE) / priceNow(security)
  const wanted = middle * Math.exp(SIZE_SPREAD * random.normal())
  return Math.min(largestOrder ?? Infinity, Math.max(1, Math.round(wanted / lot)) * lot)
}
