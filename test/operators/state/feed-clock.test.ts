import { describe, expect, it } from 'vitest'
import { feedClock, feedTime } from '../../../operators/state/feed-clock.ts'
import {
  at,
  clock,
  connection,
  index,
  minuteBar,
  quote,
  rejected,
  securities,
} from '../../../src/testing/index.ts'

describe('feedClock', () => {
  it('is the highest time so far, of data and clocks alike', () => {
    const feed = feedClock(feedTime())
    expect(feed.now()).toBe(-Infinity)
    for (const event of [quote({ exchangeTime: 20 }), index({ exchangeTime: 10 }), rejected()])
      feed.begins(event)
    expect(feed.now()).toBe(20)
    feed.begins(clock({ exchangeTime: 30 }))
    expect(feed.now()).toBe(30)
  })

  it('A01: begins a day with the first data after 08:30, and with nothing else', () => {
    const feed = feedClock(feedTime())
    const monday = '2026-11-23'
    expect(feed.begins(quote({ exchangeTime: at('10:00:00') }))).toBe(true)
    expect(feed.begins(quote({ exchangeTime: at('14:45:00') }))).toBe(false)
    expect(feed.begins(quote({ exchangeTime: at('08:29:59', '2026-11-21') }))).toBe(false)
    expect(feed.begins(clock({ exchangeTime: at('09:00:00', monday) }))).toBe(false)
    expect(feed.begins(connection({ exchangeTime: at('09:00:00', monday) }))).toBe(false)
    expect(feed.begins(securities({ exchangeTime: at('09:00:00', monday) }))).toBe(false)
    expect(feed.begins(minuteBar({ exchangeTime: at('09:30:00', monday) }))).toBe(false)
    expect(feed.now()).toBe(at('09:00:00', monday))
    expect(feed.begins(index({ exchangeTime: at('08:30:00', monday) }))).toBe(true)
    expect(feed.begins(quote({ exchangeTime: at('09:15:00', monday) }))).toBe(false)
  })

  it('A01: begins no day at a weekend, nor before 08:30 on Monday', () => {
    const feed = feedClock(feedTime())
    expect(feed.begins(quote({ exchangeTime: at('10:00:00') }))).toBe(true)
    for (const [time, date] of [
      ['10:00:00', '2026-11-21'],
      ['10:00:00', '2026-11-22'],
      ['08:29:59', '2026-11-23'],
    ] as const) {
      expect(feed.begins(quote({ exchangeTime: at(time, date) })), `${date} ${time}`).toBe(false)
      expect(feed.isPast(quote({ exchangeTime: at('10:00:00') }))).toBe(false)
    }
    expect(feed.begins(quote({ exchangeTime: at('08:30:00', '2026-11-23') }))).toBe(true)
  })

  it('knows what belongs to a day that is over', () => {
    const feed = feedClock(feedTime())
    expect(feed.isPast(quote())).toBe(false)
    feed.begins(quote({ exchangeTime: at('09:15:00', '2026-11-23') }))
    expect(feed.isPast(quote())).toBe(true)
    expect(feed.isPast(quote({ exchangeTime: at('09:00:00', '2026-11-23') }))).toBe(false)
  })
})
