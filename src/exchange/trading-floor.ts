import type { Venue } from '../domain/market.ts'
import type { Instant, IsoDate } from '../domain/time.ts'
import type { FairValues } from './fair-values.ts'
import type { MarketIndex } from './market-index.ts'
import type { MarketMessage } from './message.ts'
import type { Random } from './random.ts'
import type { TradedSecurity } from './traded-security.ts'
import type { Clients } from './trading/clients.ts'
import type { Waiting } from './waiting.ts'

/** Securities of one venue, and when the next of them gets an order. */
export interface VenueFloor {
  readonly venue: Venue
  readonly securities: readonly TradedSecurity[]
  /** Draws a security by how much it trades. */
  readonly draw: (random: Random) => number
  /** ∞ while the venue takes no orders. */
  nextOrderAt: number
  /** Mean ms between two orders, now. */
  orderGap: number
}

/** The exchange on one trading day. Mutable; time moves on a fixed grid. */
export interface TradingFloor {
  readonly date: IsoDate
  /** How much goes on for its size: 1 with as many securities as usual. */
  readonly pace: number
  now: Instant
  readonly venues: readonly VenueFloor[]
  readonly bySymbol: ReadonlyMap<string, TradedSecurity>
  readonly indices: readonly MarketIndex[]
  readonly values: FairValues
  /** What was told and not yet handed out. */
  readonly tape: MarketMessage[]
  readonly orders: Random
  readonly deals: Random
  lastOrderId: number
  /** Securities whose book, or whose foreign totals, changed since they were told. */
  readonly quotesDue: Waiting<TradedSecurity>
  readonly foreignDue: Waiting<TradedSecurity>
  /** Whom matches of clients' orders are told; absent on a floor that has none. */
  clients: Clients | undefined
}
