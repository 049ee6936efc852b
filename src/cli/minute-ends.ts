import type { IndexValue } from '../domain/event.ts'
import { decimalOf, type Price } from '../domain/money.ts'
import { type Instant, isoIct, tradingDay } from '../domain/time.ts'

const MINUTE = 60_000

/** The point of a minute of an index that has ended: its last value. */
export interface MinuteEnd {
  readonly index: string
  /** As it stands among the minutes of the index. */
  readonly point: { readonly timestamp: string; readonly value: number }
}

/**
 * Makes a follower of indices: it takes each value, and gives the point of the minute that the value ended; nothing in the middle of a minute, and
 * nothing of a day before. A late value counts for the newest minute, as it does on the board.
 */
export function minuteEnds(): (value: IndexValue) => MinuteEnd | undefined {
  const newest = new Map<string, { start: Instant; value: Price }>()
  return ({ indexId, exchangeTime, value }) => {
    const start = exchangeTime - (exchangeTime % MINUTE)
    const last = newest.get(indexId)
    if (last && last.start >= start) {
      last.value = value
      return undefined
    }
    newest.set(indexId, { start, value })
    if (!last || tradingDay(last.start) !== tradingDay(start)) return undefined
    return { index: indexId, point: { timestamp: isoIct(last.start), value: decimalOf(last.value) } }
  }
}
