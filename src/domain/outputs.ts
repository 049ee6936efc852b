import type { Breakdown, Ohlc, Venue } from './market.ts'
import type { Price, Quantity, Vnd } from './money.ts'
import type { ClassifiedEvent, ForeignTotals, Stamp } from './event.ts'
import type { Lineage } from './lineage.ts'
import type { Instant } from './time.ts'

/** The parts of a day that a session's totals are kept for. */
export type SessionPart = 'ato' | 'continuous' | 'atc' | 'putThrough' | 'other' | 'gap'

/** Running totals of one security over its trading day. The parts add up to the whole, in volume and in value. */
export interface SessionStats extends Stamp, Breakdown {
  readonly kind: 'session'
  readonly symbol: string
  readonly parts: Readonly<Record<SessionPart, Breakdown>>
}

/** Foreign flow of one security: running totals, speed over the last five minutes, and its change. */
export interface ForeignFlow extends Stamp {
  readonly kind: 'foreignFlow'
  readonly symbol: string
  readonly buyVolume: Quantity
  readonly sellVolume: Quantity
  /** Σ Δvolume × price at that time, on top of what the feed said at the first message. */
  readonly buyValue: Vnd
  readonly sellValue: Vnd
  readonly totalRoom: Quantity | undefined
  /** Shares, as the feed says: below 0 where foreigners own more than they may. */
  readonly currentRoom: number | undefined
  /** Shares a minute. */
  readonly buySpeed: number
  readonly sellSpeed: number
  /** Shares a minute, per minute. */
  readonly buyAcceleration: number
  readonly sellAcceleration: number
  /** This message is a new baseline (first of the day, after a break, after a drop): its delta is not flow. */
  readonly rebased: boolean
}

/** Premium of a future over its index, or the reverse. */
export interface Basis extends Stamp {
  readonly kind: 'basis'
  /** The future. */
  readonly symbol: string
  readonly futurePrice: Price
  readonly spotValue: Price
  /** Hundredths of a point: future − spot. */
  readonly basis: number
  /** Percent of spot, four decimals. */
  readonly basisPercent: number
  readonly state: 'premium' | 'par' | 'discount'
}

/** The future that the market trades most became another one. */
export interface ActiveFuture extends Stamp {
  readonly kind: 'activeFuture'
  readonly symbol: string
}

/** Trades of one security in [start, start + interval). */
export interface Bar extends Stamp, Ohlc {
  readonly kind: 'bar'
  readonly symbol: string
  /** Width, ms. */
  readonly interval: number
  readonly start: Instant
  readonly volume: Quantity
  readonly activeBuyVolume: Quantity
  readonly activeSellVolume: Quantity
  /** Part of `volume` that no trade was told for: the venue's own list of minutes tells of it. It is nobody's. */
  readonly filledVolume: Quantity
  /** 0 for the first time this bar is told; one more each time it is told again, because of a late trade or a list. */
  readonly revision: number
  /** False for a bar that was told before its interval ended, because the stream did. */
  readonly complete: boolean
}

/** The kinds of alert. */
export type AlertType =
  'volume_spike' | 'price_breakout' | 'foreign_acceleration' | 'basis_divergence' | 'rule'

/** Something a trader wants to know now. */
export interface Alert extends Stamp {
  readonly kind: 'alert'
  readonly symbol: string
  readonly alertType: AlertType
  readonly severity: 'info' | 'warning' | 'critical'
  readonly message: string
  /** Which way: part of the cool-down's key, so that an opposite event is not hidden. */
  readonly direction: string
  /** The numbers behind it, snake_case, plain decimals. */
  readonly data: Readonly<Record<string, number | string>>
  /** What made it; absent where it was not told by this program. */
  readonly lineage?: Lineage
}

/** Limits of a security that are not those of the rules. The feed's hold: what widens them may be an event that no rule knows. */
export interface BandMismatch extends Stamp {
  readonly kind: 'bandMismatch'
  readonly symbol: string
  readonly venue: Venue
  readonly reference: Price
  /** As the feed names them. */
  readonly ceiling: Price | undefined
  readonly floor: Price | undefined
  /** Hundredths, feed − rules; 0 for a limit that the feed did not name. */
  readonly ceilingDifference: number
  readonly floorDifference: number
}

/** Everything that the pipelines give, in one ordered stream: what came in, and what was made of it. */
export type Output =
  | Exclude<ClassifiedEvent, ForeignTotals>
  | BandMismatch
  | SessionStats
  | ForeignFlow
  | ActiveFuture
  | Basis
  | Bar
  | Alert
