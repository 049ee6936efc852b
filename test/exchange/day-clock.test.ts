import { describe, expect, it } from 'vitest'
import { nextMovingInstant, startOfDay } from '../../src/exchange/day-clock.ts'

const ict = (text: string) => Date.parse(`${text}+07:00`)

describe('nextMovingInstant', () => {
  it.each([
    ['in the first auction', '2026-11-20T08:45:00', '2026-11-20T08:45:00'],
    ['in continuous trading', '2026-11-20T10:00:00.123', '2026-11-20T10:00:00.123'],
    ['while UPCoM alone trades', '2026-11-20T14:59:59.999', '2026-11-20T14:59:59.999'],
    ['before the open', '2026-11-20T03:00:00', '2026-11-20T08:45:00'],
    ['in the lunch break', '2026-11-20T11:30:00', '2026-11-20T13:00:00'],
    ['after the close of a Friday', '2026-11-20T15:00:00', '2026-11-23T08:45:00'],
    ['on a Sunday', '2026-11-22T12:00:00', '2026-11-23T08:45:00'],
    ['before a holiday', '2026-04-29T15:00:00', '2026-05-04T08:45:00'],
  ])('%s', (_, now, moving) => {
    expect(nextMovingInstant(ict(now))).toBe(ict(moving))
  })
})

describe('startOfDay', () => {
  it('is 08:30, and refuses a day without trading with the next one', () => {
    expect(startOfDay('2026-11-20')).toBe(ict('2026-11-20T08:30:00'))
    expect(() => startOfDay('2026-11-21')).toThrow('2026-11-23')
  })
})
