import type { Quantity } from '../../src/domain/money.ts'
import type { Instant } from '../../src/domain/time.ts'

/** A stretch of a security's day of which trades are missing. */
export interface Missed {
  readonly symbol: string
  /** Exchange time of the last message before the first gap. */
  readonly from: Instant
  /** Exchange time of the message that showed the last one. */
  readonly to: Instant
  readonly volume: Quantity
}

/** Two stretches of one security as one. */
export const joined = (known: Missed | undefined, missed: Missed): Missed =>
  known
    ? {
        symbol: missed.symbol,
        from: Math.min(known.from, missed.from),
        to: Math.max(known.to, missed.to),
        volume: known.volume + missed.volume,
      }
    : missed
