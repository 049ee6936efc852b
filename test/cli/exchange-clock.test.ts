import { describe, expect, it } from 'vitest'
import { defaultExchangeStart, parseExchangeStart } from '../../src/cli/exchange-clock.ts'
import { instantOf } from '../../src/domain/time.ts'

const HOUR = 3_600_000

describe('parseExchangeStart', () => {
  it.each([
    ['2026-11-20', 9 * HOUR + HOUR / 3],
    ['2026-11-20T13:00', 13 * HOUR],
  ])('reads %s', (text, timeOfDay) => {
    expect(parseExchangeStart(text)).toEqual({ date: '2026-11-20', timeOfDay, text })
  })

  it.each([
    ['tomorrow', '"tomorrow" is no date'],
    ['2026-11-20T25:00', 'is no date'],
    ['2026-11-21', '2026-11-21 is no trading day; the next one is 2026-11-23.'],
    ['2031-01-02', 'knows 2025-01-01 to 2027-12-31'],
  ])('refuses %s', (text, reason) => {
    expect(() => parseExchangeStart(text)).toThrow(reason)
  })
})

describe('defaultExchangeStart', () => {
  it.each([
    ['a trading day', '2026-11-20', '2026-11-20'],
    ['a Sunday', '2026-11-22', '2026-11-20'],
    ['Tết', '2026-02-20', '2026-02-13'],
  ])('takes on %s the last trading day', (_, today, date) => {
    expect(defaultExchangeStart(instantOf(today, 12 * HOUR)).date).toBe(date)
  })

  it('runs beyond the horizon of the calendar', () => {
    const { date } = defaultExchangeStart(instantOf('2040-05-09'))
    expect(date < '2027-12-31').toBe(true)
  })
})
