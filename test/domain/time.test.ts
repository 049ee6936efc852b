import { describe, expect, it } from 'vitest'
import { ictDate, ictTimeOfDay, instantOf, isoIct, isWeekend, tradingDay } from '../../src/domain/time.ts'
import { fc, test } from '../property-tests.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const instant = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2100, 0, 1) })

describe('time in Vietnam', () => {
  it('is seven hours ahead of UTC', () => {
    const noon = Date.UTC(2026, 10, 20, 17, 30, 5)
    expect(isoIct(noon)).toBe('2026-11-21T00:30:05+07:00')
    expect(ictDate(noon)).toBe('2026-11-21')
    expect(ictDate(noon - HOUR)).toBe('2026-11-20')
    expect(ictTimeOfDay(noon)).toBe(0.5 * HOUR + 5_000)
    expect(instantOf('2026-11-21', 0.5 * HOUR + 5_000)).toBe(noon)
  })

  it('knows the time of day before 1970 too', () => {
    expect(ictTimeOfDay(-8 * HOUR)).toBe(23 * HOUR)
  })

  test.prop([instant])('knows Saturdays and Sundays, which begin at midnight', (at) => {
    for (const time of [at, at - 36_500 * DAY]) {
      const weekday = new Date(`${ictDate(time)}T00:00:00Z`).getUTCDay()
      expect(isWeekend(time)).toBe(weekday === 0 || weekday === 6)
    }
  })

  it('refuses a date that is none', () => {
    for (const none of ['2026-13-01', '20/11/2026', '']) expect(() => instantOf(none)).toThrow(RangeError)
  })

  test.prop([instant])('is taken apart and put together again', (at) => {
    expect(instantOf(ictDate(at), ictTimeOfDay(at))).toBe(at)
    expect(Date.parse(isoIct(at))).toBe(at - (at % 1_000))
  })
})

describe('a trading day', () => {
  it('begins at 08:30', () => {
    const begin = instantOf('2026-11-20', 8.5 * HOUR)
    expect(tradingDay(begin) - tradingDay(begin - 1)).toBe(1)
    expect(tradingDay(begin + DAY - 1)).toBe(tradingDay(begin))
  })

  test.prop([instant])('is one more a day later, and never less with time', (at) => {
    expect(tradingDay(at + DAY)).toBe(tradingDay(at) + 1)
    expect(tradingDay(at + HOUR)).toBeGreaterThanOrEqual(tradingDay(at))
  })

  test.prop([instant])('is that of its date, from 08:30 on', (at) => {
    fc.pre(ictTimeOfDay(at) >= 8.5 * HOUR)
    expect(tradingDay(at)).toBe(tradingDay(instantOf(ictDate(at), 12 * HOUR)))
  })
})
