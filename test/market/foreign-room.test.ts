import { describe, expect, it } from 'vitest'
import {
  foreignLimit,
  hasForeignRoom,
  type Ownership,
  roomAfter,
  type RoomEvent,
  takesForeignBuy,
  totalRoom,
} from '../../src/market/foreign-room.ts'
import { fc, test } from '../property-tests.ts'

const BEFORE = '2025-04-29'
const SINCE = '2025-05-05'

describe('foreignLimit', () => {
  it.each<[Ownership, string, number | undefined]>([
    ['bank', '2026-11-20', 30],
    ['airline', '2026-11-20', 34],
    ['conditional', '2020-12-31', 49],
    ['conditional', '2021-01-01', 50],
    ['unconditional', '2026-11-20', 100],
    ['airline', '2010-01-04', undefined],
  ])('%s on %s: %s %%', (kind, date, percent) => {
    expect(foreignLimit(kind, date)).toBe(percent)
  })

  it('makes whole shares', () => expect(totalRoom(1_001, 30)).toBe(300))
})

describe('room', () => {
  it('is metered for shares only', () => {
    expect((['stock', 'etf', 'warrant', 'future', 'bond'] as const).filter(hasForeignRoom)).toEqual(['stock'])
  })

  it.each<[RoomEvent['kind'], number, number]>([
    ['entered', 1_000, 600],
    ['withdrawn', 1_000, 1_400],
    ['bought', 600, 1_000],
    ['sold', 1_000, 1_000],
    ['settled', 1_400, 1_400],
  ])('of 1,000 after 400 were %s: %d before May 2025, %d since', (kind, before, since) => {
    expect(roomAfter(1_000, { kind, quantity: 400, date: BEFORE })).toBe(before)
    expect(roomAfter(1_000, { kind, quantity: 400, date: SINCE })).toBe(since)
  })

  it('never falls below 0', () => {
    expect(roomAfter(100, { kind: 'bought', quantity: 400, date: BEFORE })).toBe(0)
  })

  it('must hold the whole order since May 2025, and something before', () => {
    expect(takesForeignBuy(300, 400, SINCE)).toBe(false)
    expect(takesForeignBuy(400, 400, SINCE)).toBe(true)
    expect(takesForeignBuy(300, 400, BEFORE)).toBe(true)
    expect(takesForeignBuy(0, 400, BEFORE)).toBe(false)
  })

  test.prop([fc.nat(1e9), fc.nat(1e9)])(
    'an order that is taken and withdrawn leaves no trace',
    (room, quantity) => {
      fc.pre(takesForeignBuy(room, quantity, SINCE))
      const entered = roomAfter(room, { kind: 'entered', quantity, date: SINCE })
      expect(entered).toBe(room - quantity)
      expect(roomAfter(entered, { kind: 'withdrawn', quantity, date: SINCE })).toBe(room)
    },
  )
})
