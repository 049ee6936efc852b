import type { Instant, IsoDate } from '../domain/time.ts'
import { settlementOf } from '../market/settlement.ts'

/** When a trade of shares of a day is settled. Beyond the calendar's horizon nobody knows: never, as far as this exchange goes. */
export function settledAt(date: IsoDate): Instant {
  try {
    return settlementOf(date).sellableFrom
  } catch (error) {
    if (error instanceof RangeError) return Infinity
    throw error
  }
}
