import type { FeedEvent } from '../src/domain/event.ts'
import type { Level } from '../src/domain/market.ts'
import { type Instant, isWeekend } from '../src/domain/time.ts'

const DAY = 86_400_000

/** The events of one day again and again, each time of the next day but weekends: the one of a place, as fresh as from a decoder. */
export function repeatedDays(events: readonly FeedEvent[]): (i: number) => FeedEvent {
  const later = daysLater(events[0]?.exchangeTime ?? 0)
  return (i) => {
    const event = events[i % events.length]
    if (event?.exchangeTime === undefined) throw new Error('The day has a rejected message.')
    const time = event.exchangeTime + later(Math.floor(i / events.length))
    const stamp = { seq: i, exchangeTime: time, receivedTime: time }
    if (event.kind !== 'quote') return { ...event, ...stamp }
    return { ...event, ...stamp, bids: copied(event.bids), asks: copied(event.asks) }
  }
}

/** How much later than a day the n-th one after it is on which something may trade, ms. */
function daysLater(first: Instant): (n: number) => number {
  const known = [0]
  return (n) => {
    for (let last = known.at(-1) ?? 0; known.length <= n; known.push(last))
      do last += DAY
      while (isWeekend(first + last))
    return known[n] ?? 0
  }
}

const copied = (levels: readonly Level[]): Level[] => levels.map((level) => ({ ...level }))
