import { instantOf } from '../../src/domain/time.ts'
import type { Venue } from '../../src/domain/market.ts'
import type { MarketMessage, QuoteMessage, TradeMessage } from '../../src/exchange/message.ts'
import { openFloor } from '../../src/exchange/open-floor.ts'
import { type Day, dayOf, runStep } from '../../src/exchange/run-day.ts'

export const DATE = '2026-11-20'

/** An instant of that Friday. */
export const at = (hour: number, minute = 0, second = 0): number =>
  instantOf(DATE, ((hour * 60 + minute) * 60 + second) * 1000)

/** A small exchange from the seed, run up to an instant, and everything that it told. */
export function runDay(
  seed: number,
  until = at(15),
  symbols = 40,
): { day: Day; told: readonly MarketMessage[] } {
  const day = dayOf(openFloor({ seed, symbols }, DATE))
  while (day.next <= Math.min(until, day.end)) runStep(day)
  return { day, told: day.floor.tape }
}

export const isTrade = (message: MarketMessage): message is TradeMessage =>
  message.kind === 'trade' && message.volume > 0
export const isQuote = (message: MarketMessage): message is QuoteMessage => message.kind === 'quote'

/** Messages by symbol, in order. */
export function bySymbol<T extends { readonly symbol: string }>(messages: readonly T[]): Map<string, T[]> {
  const lists = new Map<string, T[]>()
  for (const message of messages) {
    const list = lists.get(message.symbol)
    if (list) list.push(message)
    else lists.set(message.symbol, [message])
  }
  return lists
}

/** The venue of a symbol on a day. */
export const venueOf = ({ floor }: Day, symbol: string): Venue | undefined =>
  floor.bySymbol.get(symbol)?.listing.venue
