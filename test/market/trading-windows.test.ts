import { describe, expect, it } from 'vitest'
import type { Venue } from '../../src/domain/market.ts'
import { isOddLotOpen, isPutThroughOpen, takesPutThrough } from '../../src/market/trading-windows.ts'

const VENUES: readonly Venue[] = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES']
const at = (time: string, date = '2026-11-20') => Date.parse(`${date}T${time}+07:00`)
const openAt = (instant: number, isOpen: (venue: Venue, instant: number) => boolean) =>
  VENUES.filter((venue) => isOpen(venue, instant))

describe('put-through deals', () => {
  it.each<[string, readonly Venue[]]>([
    ['08:44:59', []],
    ['08:45:00', ['DERIVATIVES']],
    ['09:00:00', VENUES],
    ['11:30:00', []],
    ['13:00:00', VENUES],
    ['14:44:59', VENUES],
    ['14:45:00', ['HOSE', 'HNX', 'UPCOM']],
    ['15:00:00', []],
  ])('at %s may be made on %j', (time, venues) => {
    expect(openAt(at(time), isPutThroughOpen)).toEqual(venues)
  })

  it('may be made in the phases that match, and after them', () => {
    expect((['ato', 'continuous', 'atc', 'plo', 'putThrough'] as const).every(takesPutThrough)).toBe(true)
    expect((['closed', 'preOpen', 'lunch'] as const).some(takesPutThrough)).toBe(false)
  })

  it('are not made on a holiday', () =>
    expect(openAt(at('10:00:00', '2026-02-17'), isPutThroughOpen)).toEqual([]))
})

describe('odd lots', () => {
  it.each<[string, readonly Venue[]]>([
    ['08:59:59', []],
    ['09:00:00', ['HOSE', 'HNX', 'UPCOM']],
    ['11:30:00', []],
    ['14:30:00', ['HOSE', 'HNX', 'UPCOM']],
    ['14:45:00', ['UPCOM']],
    ['15:00:00', []],
  ])('at %s may be ordered on %j', (time, venues) => {
    expect(openAt(at(time), isOddLotOpen)).toEqual(venues)
  })

  it('stayed out of the auctions of HOSE until May 2025', () => {
    expect(isOddLotOpen('HOSE', at('14:30:00', '2025-04-29'))).toBe(false)
    expect(isOddLotOpen('HOSE', at('10:00:00', '2025-04-29'))).toBe(true)
    expect(isOddLotOpen('HOSE', at('14:30:00', '2025-05-05'))).toBe(true)
    expect(isOddLotOpen('HNX', at('14:30:00', '2025-04-29'))).toBe(true)
  })

  it('are not taken on a holiday', () =>
    expect(isOddLotOpen('HOSE', at('10:00:00', '2026-02-17'))).toBe(false))
})
