import { describe, expect, it } from 'vitest'
import holidays from '../../data/reference/holidays.json' with { type: 'json' }
import {
  isTradingDay,
  makeCalendar,
  nextTradingDay,
  previousTradingDay,
  vietnamCalendar,
} from '../../src/market/calendar.ts'
import { addDays } from '../../src/market/date.ts'
import { fc, test } from '../property-tests.ts'

const CLOSED =
  `2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-30 2025-05-01
  2025-05-02 2025-09-01 2025-09-02 2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27
  2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02 2026-11-24`.split(/\s+/)

const datesOf = (from: string, until: string): string[] => {
  const dates = [from]
  for (let date = addDays(from, 1); date <= until; date = addDays(date, 1)) dates.push(date)
  return dates
}
const anyDate = fc.constantFrom(...datesOf('2025-01-02', '2027-12-29'))

describe('the bundled calendar', () => {
  it.each([
    ['2025', 249],
    ['2026', 247],
  ])('has the sessions of %s: %d', (year, sessions) => {
    expect(datesOf(`${year}-01-01`, `${year}-12-31`).filter(isTradingDay)).toHaveLength(sessions)
  })

  it('closes on the weekdays of the notices, and on no other', () => {
    const weekdays = datesOf('2025-01-01', '2026-12-31').filter((date) => !isTradingDay(date))
    expect(weekdays.filter((date) => !vietnamCalendar.day(date).reason.startsWith('S'))).toEqual(CLOSED)
  })

  it.each(['2025-04-26', '2026-01-10', '2026-08-22'])('does not trade on the make-up Saturday %s', (date) => {
    expect(vietnamCalendar.day(date)).toMatchObject({ trading: false, certainty: 'H' })
    expect(vietnamCalendar.day(date).reason).toMatch(/^Saturday: office day/)
  })

  it('carries its doubt of 24 November 2026', () => {
    expect(vietnamCalendar.day('2026-11-24')).toEqual({
      date: '2026-11-24',
      trading: false,
      reason: 'Vietnam Culture Day (not confirmed by the exchanges)',
      certainty: '?',
    })
  })

  it('says that nothing of 2027 is published', () => {
    expect(vietnamCalendar.day('2026-11-20')).toMatchObject({ trading: true, certainty: 'H' })
    expect(vietnamCalendar.day('2027-03-18')).toMatchObject({ trading: true, certainty: '?' })
  })

  it('has a source and a date on each line', () => {
    for (const line of [...holidays.closed, ...holidays.officeDays]) {
      expect(line.source).not.toBe('')
      expect(line.asOf).toMatch(/^202\d-\d\d-\d\d$/)
      expect(['H', 'M', 'L', '?']).toContain(line.certainty)
    }
  })

  it.each(['2024-12-31', '2028-01-01'])('refuses %s instead of guessing', (date) => {
    const refusal = `The trading calendar knows 2025-01-01 to 2027-12-31, not ${date}`
    expect(() => isTradingDay(date)).toThrow(refusal)
    expect(() => nextTradingDay(date)).toThrow(refusal)
    expect(() => previousTradingDay(date)).toThrow(refusal)
    expect(() => vietnamCalendar.day(date)).toThrow(RangeError)
  })

  it('refuses to look over its own end', () => {
    expect(() => nextTradingDay('2027-12-31')).toThrow(RangeError)
    expect(() => previousTradingDay('2025-01-01')).toThrow(RangeError)
  })

  it('goes over Tết', () => {
    expect(nextTradingDay('2026-02-13')).toBe('2026-02-23')
    expect(previousTradingDay('2026-02-23')).toBe('2026-02-13')
  })

  test.prop([anyDate])('nothing trades between a day and the next trading day', (date) => {
    const next = nextTradingDay(date)
    expect(next > date && isTradingDay(next)).toBe(true)
    expect(datesOf(date, next).slice(1, -1).some(isTradingDay)).toBe(false)
    if (isTradingDay(date)) expect(previousTradingDay(next)).toBe(date)
  })
})

describe('a calendar of a user', () => {
  const file = { from: '2026-01-01', until: '2026-12-31', published: '2026-12-31', closed: [] }

  it('replaces the bundled one', () => {
    expect(makeCalendar(file).isTradingDay('2026-11-24')).toBe(true)
    expect(() => makeCalendar(file).isTradingDay('2025-11-24')).toThrow('knows 2026-01-01 to 2026-12-31')
  })

  it('is refused with a date that is none, or an end before its beginning', () => {
    const line = { date: '2026-02-30', reason: '', certainty: 'H', source: '', asOf: '2026-01-01' }
    expect(() => makeCalendar({ ...file, closed: [line] })).toThrow('2026-02-30 is not a date')
    expect(() => makeCalendar({ ...file, until: '2025-12-31' })).toThrow('ends (2025-12-31) before it begins')
  })
})
