import type { OperatorFunction } from 'rxjs'
import type { ClassifiedEvent, ClassifiedTrade, Gap, Stamp } from '../src/domain/event.ts'
import type { Venue } from '../src/domain/market.ts'
import type { Price } from '../src/domain/money.ts'
import { ictTimeOfDay, type Instant } from '../src/domain/time.ts'
import { phaseTimes } from '../src/market/phases.ts'
import { feedClock, feedTime } from './state/feed-clock.ts'
import { keyed } from './state/keyed.ts'
import { stateful } from './state/stateful.ts'

/** A price left the range of the day's first minutes. */
export interface RangeBreak extends Stamp {
  readonly kind: 'rangeBreak'
  readonly symbol: string
  readonly direction: 'up' | 'down'
  readonly price: Price
  /** The opening range. */
  readonly high: Price
  readonly low: Price
  /** Nothing was missed of the range's minutes: it is the day's, and not only that of what was told. */
  readonly whole: boolean
}

/** How long the range is taken. */
export interface OpeningRangeOptions {
  /** From the start of continuous trading, minutes. */
  readonly minutes?: number
}

interface Range {
  high: Price | undefined
  low: Price | undefined
  whole: boolean
  /** Where the last trade after the range stood. */
  outside: 'up' | 'down' | undefined
}

const begin = () => ({ time: feedTime(), bySymbol: new Map<string, Range>() })

const none = (): Range => ({ high: undefined, low: undefined, whole: true, outside: undefined })

const MINUTE = 60_000

/**
 * Opening-range breakout: tells when a security trades above the highest or below the lowest price of its first `minutes` of continuous
 * trading (Crabel 1990). The print of an opening auction, which comes right after it, belongs to the range.
 *
 * - Emits once when the price leaves the range on a side; again only after a trade within the range, or on the other side.
 * - A gap in the range's minutes makes it one of what was told (`whole` is false); a program that was started after them has no range, and
 *   tells nothing all day. Put-through prices and late trades are no last prices; a late trade of the range's minutes still widens it.
 * - Begins anew with each trading day.
 */
export function openingRange(
  options: OpeningRangeOptions = {},
): OperatorFunction<ClassifiedEvent, RangeBreak> {
  const { minutes = 15 } = options
  if (!(minutes > 0)) throw new RangeError(`A range takes some minutes, above 0, not ${minutes}.`)
  const isOver = (venue: Venue, time: Instant): boolean =>
    ictTimeOfDay(time) >= OPENS[venue] + minutes * MINUTE
  return stateful(begin, ({ time, bySymbol }, emit) => {
    const clock = feedClock(time)

    const trades = (event: ClassifiedTrade): void => {
      const range = keyed(bySymbol, event.symbol, none)
      if (!isOver(event.venue, event.exchangeTime)) {
        widen(range, event.price)
        return
      }
      const side = event.late ? range.outside : sideOf(range, event.price)
      if (side && side !== range.outside) emit(breakOf(event, range, side))
      range.outside = side
    }
    const misses = (gap: Gap): void => {
      if (!isOver(gap.venue, gap.from ?? -Infinity)) keyed(bySymbol, gap.symbol, none).whole = false
    }

    return {
      next(event) {
        if (clock.begins(event)) bySymbol.clear()
        if (event.kind === 'gap' && event.missingVolume > 0) misses(event)
        else if (event.kind === 'trade' && event.phase !== 'putThrough') trades(event)
      },
    }
  })
}

/** When continuous trading begins. */
const OPENS: Record<Venue, number> = {
  HOSE: opens('HOSE'),
  HNX: opens('HNX'),
  UPCOM: opens('UPCOM'),
  DERIVATIVES: opens('DERIVATIVES'),
}

function opens(venue: Venue): number {
  return phaseTimes(venue).find(({ phase }) => phase === 'continuous')?.from ?? Infinity
}

function widen(range: Range, price: Price): void {
  if (range.high === undefined || price > range.high) range.high = price
  if (range.low === undefined || price < range.low) range.low = price
}

function sideOf({ high, low }: Range, price: Price): 'up' | 'down' | undefined {
  if (high === undefined || low === undefined) return undefined
  if (price > high) return 'up'
  return price < low ? 'down' : undefined
}

const breakOf = (
  trade: ClassifiedTrade,
  { high = trade.price, low = trade.price, whole }: Range,
  direction: 'up' | 'down',
): RangeBreak => ({
  kind: 'rangeBreak',
  seq: trade.seq,
  exchangeTime: trade.exchangeTime,
  receivedTime: trade.receivedTime,
  symbol: trade.symbol,
  direction,
  price: trade.price,
  high,
  low,
  whole,
})
