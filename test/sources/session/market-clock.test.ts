import { describe, expect, it } from 'vitest'
import { marketClock } from '../../../src/sources/session/market-clock.ts'

const at = (text: string) => Date.parse(`${text}+07:00`)
const MINUTE = 60_000

describe('marketClock', () => {
  it.each([
    ['a night', '2026-11-20T02:00:00', true],
    ['before the open', '2026-11-20T08:50:00', true],
    ['the opening auction', '2026-11-20T09:10:00', true],
    ['the morning', '2026-11-20T09:15:00', false],
    ['lunch', '2026-11-20T11:30:00', true],
    ['the afternoon', '2026-11-20T13:00:00', false],
    ['the closing auction', '2026-11-20T14:30:00', true],
    ['put-through', '2026-11-20T14:50:00', true],
    ['the evening', '2026-11-20T18:00:00', true],
    ['a Saturday', '2026-11-21T10:00:00', true],
    ['a holiday', '2026-04-30T10:00:00', true],
    ['a weekday beyond the calendar', '2099-11-20T10:00:00', false],
    ['a Sunday beyond the calendar', '2099-11-22T10:00:00', true],
  ])('knows by the time it is asked with, before any message: %s', (_, time, quiet) => {
    expect(marketClock().isQuiet(at(time))).toBe(quiet)
  })

  it('goes by what the market said, and on from there', () => {
    const clock = marketClock()
    const wall = at('2027-01-03T03:00:00')
    expect(clock.isQuiet(wall)).toBe(true)
    clock.tell(at('2026-11-20T14:29:00'), wall)
    expect(clock.isQuiet(wall + 59_000)).toBe(false)
    expect(clock.isQuiet(wall + MINUTE)).toBe(true)
  })

  it('passes as fast as the exchange does', () => {
    const clock = marketClock({ speed: 30 })
    clock.tell(at('2026-11-20T14:00:00'), 0)
    expect(clock.isQuiet(59_000)).toBe(false)
    expect(clock.isQuiet(61_000)).toBe(true)
  })

  it('is not put back by a snapshot, but is by a market that stays behind', () => {
    const clock = marketClock()
    clock.tell(at('2026-11-20T10:00:00'), 0)
    clock.tell(at('2026-11-20T09:00:00'), 1000)
    expect(clock.isQuiet(2000)).toBe(false)
    clock.tell(at('2026-11-20T08:35:00'), 6 * MINUTE)
    expect(clock.isQuiet(6 * MINUTE)).toBe(true)
  })

  it('knows other venues', () => {
    const time = at('2026-11-20T09:05:00')
    expect(marketClock().isQuiet(time)).toBe(true)
    expect(marketClock({ venue: 'DERIVATIVES' }).isQuiet(time)).toBe(false)
  })
})
