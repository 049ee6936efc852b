import type { FeedEvent } from '../src/domain/event.ts'
import type { Level } from '../src/domain/market.ts'

const DAY = 86_400_000

/** The events of one day again and again, each day a day later: the one of a place, as fresh as from a decoder. */
export const repeatedDays =
  (events: readonly FeedEvent[]) =>
  (i: number): FeedEvent => {
    const event = events[i % events.length]
    if (event?.exchangeTime === undefined) throw new Error('The day has a rejected message.')
    const time = event.exchangeTime + Math.floor(i / events.length) * DAY
    const stamp = { seq: i, exchangeTime: time, receivedTime: time }
    if (event.kind !== 'quote') return { ...event, ...stamp }
    return { ...event, ...stamp, bids: copied(event.bids), asks: copied(event.asks) }
  }

const copied = (levels: readonly Level[]): Level[] => levels.map((level) => ({ ...level }))
