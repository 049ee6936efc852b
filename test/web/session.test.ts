import { describe, expect, it } from 'vitest'
import { sessionAt } from '../../web/src/model/session.ts'

const label = (time: string) => sessionAt(Date.parse(`${time}+07:00`)).label

describe('sessionAt', () => {
  it.each([
    ['2026-11-20T08:59:59', 'Pre-open'],
    ['2026-11-20T09:00:00', 'ATO auction'],
    ['2026-11-20T09:15:00', 'Continuous'],
    ['2026-11-20T11:29:59', 'Continuous'],
    ['2026-11-20T11:30:00', 'Lunch break'],
    ['2026-11-20T13:00:00', 'Continuous'],
    ['2026-11-20T14:30:00', 'ATC auction'],
    ['2026-11-20T14:45:00', 'Put-through'],
    ['2026-11-20T15:00:00', 'Closed'],
    ['2026-11-21T10:00:00', 'Closed'],
    ['2026-11-22T23:59:59', 'Closed'],
  ])('%s is %s', (time, expected) => {
    expect(label(time)).toBe(expected)
  })

  it('reads the clock of Vietnam whatever the offset', () => {
    expect(sessionAt(Date.parse('2026-11-20T02:15:00Z')).label).toBe('Continuous')
    expect(sessionAt(Date.parse('2026-11-19T23:30:00-05:00')).label).toBe('Lunch break')
  })
})
