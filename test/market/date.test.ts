import { describe, expect, it } from 'vitest'
import { addDays, checkedDate, dateOf, weekdayOf } from '../../src/market/date.ts'
import { fc, test } from '../property-tests.ts'

describe('dates', () => {
  it.each(['2026-02-29', '2026-13-01', '20261120', '2026-1-2', 'today', ''])('%s is refused', (text) => {
    expect(() => checkedDate(text)).toThrow(`${text} is not a date like 2026-11-20.`)
  })

  it('keeps a real one', () => expect(checkedDate('2028-02-29')).toBe('2028-02-29'))

  it('knows the day of the week', () => {
    expect(weekdayOf('2026-11-19')).toBe(4)
    expect(weekdayOf('2026-11-22')).toBe(0)
  })

  it('writes year, month and day', () => expect(dateOf(2026, 3, 9)).toBe('2026-03-09'))

  it('goes over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  test.prop([fc.integer({ min: -400, max: 400 })])('going there and back is standing still', (days) => {
    expect(addDays(addDays('2026-11-20', days), -days)).toBe('2026-11-20')
  })
})
