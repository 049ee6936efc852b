import type { Instrument, Venue } from '../domain/market.ts'
import type { Price, Quantity } from '../domain/money.ts'
import type { IsoDate } from '../domain/time.ts'

/** What stays the same about a security of the simulated exchange, and how its investors behave. */
export interface Listing {
  readonly symbol: string
  readonly name: string
  readonly venue: Venue
  readonly instrument: Instrument
  readonly listedShares: Quantity
  /** Part of the shares that the VN30 counts, 0 to 1, rounded as the exchange rounds it. */
  readonly freeFloat: number
  readonly lot: Quantity
  readonly largestOrder: Quantity | undefined
  readonly multiplier: number
  readonly lastTradingDay: IsoDate | undefined
  /** Reference of its first simulated day. */
  readonly firstReference: Price
  /** Share of its venue's orders. */
  readonly weight: number
  /** Chance that an order is a foreigner's. */
  readonly foreignShare: number
  /** Most that foreigners may hold, shares; absent where nobody meters it. */
  readonly foreignLimit: Quantity | undefined
  /** What they hold at the start. */
  readonly foreignHeld: Quantity
  /** How far it moves with the market, and on its own (deviation of a day's logarithmic return). */
  readonly beta: number
  readonly volatility: number
}
