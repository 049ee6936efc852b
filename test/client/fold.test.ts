import { describe, expect, it } from 'vitest'
import { fold } from '../../client/fold.ts'
import type { IndexJson } from '../../client/index.ts'
import { snapshot } from './fixtures.ts'

const index = (value: number): IndexJson => ({
  index_id: 'VN30',
  value,
  total_volume: 0,
  advances: 0,
  declines: 0,
  no_changes: 0,
  advance_ratio: 0,
  last_updated: '2026-11-20T10:00:00+07:00',
})
const intraday = [{ timestamp: '2026-11-20T10:00:00+07:00', value: 1 }]

describe('fold', () => {
  it('replaces rows of the market one by one, whole, and other parts whole', () => {
    const state = { ...snapshot(1), indices: { VN30: { ...index(1), intraday } } }
    const price = { bids: [], asks: [] }
    const delta = { prices: { FPT: price }, indices: { VN30: index(2) }, feed: { connected: false } }
    expect(fold.market(state, delta)).toEqual({
      ...state,
      prices: { FPT: price },
      indices: { VN30: { ...index(2), intraday: [{ ...intraday[0], value: 2 }] } },
      feed: { connected: false },
    })
    expect(state.prices['FPT']).toEqual({ last_price: 1, bids: [], asks: [] })
  })

  it('gives an index a point a minute, its last value, as a snapshot has them', () => {
    const at = (time: string, value: number) => ({
      ...index(value),
      last_updated: `2026-11-20T${time}+07:00`,
    })
    const told = [at('10:00:35', 2), at('10:01:05', 3), at('10:01:50', 4), at('10:03:00', 5)]
    const state = told.reduce<unknown>(
      (before, row) => fold.indices(before as Record<string, IndexJson>, { VN30: row }),
      { VN30: { ...index(1), intraday } },
    )
    expect(state).toEqual({
      VN30: {
        ...at('10:03:00', 5),
        intraday: [
          { timestamp: '2026-11-20T10:00:00+07:00', value: 2 },
          { timestamp: '2026-11-20T10:01:00+07:00', value: 4 },
          { timestamp: '2026-11-20T10:03:00+07:00', value: 5 },
        ],
      },
    })
  })

  it('lays the minutes that ended since over those that it has, and keeps no word of that in the row', () => {
    const point = (minute: string, value: number) => ({
      timestamp: `2026-11-20T10:${minute}:00+07:00`,
      value,
    })
    const row = { ...index(5), last_updated: '2026-11-20T10:03:05+07:00' }
    const ended_minutes = [point('00', 2), point('01', 3), point('02', 4)]
    expect(fold.indices({ VN30: { ...index(1), intraday } }, { VN30: { ...row, ended_minutes } })).toEqual({
      VN30: { ...row, intraday: [...ended_minutes, point('03', 5)] },
    })
    expect(fold.indices({ VN30: index(1) }, { VN30: { ...row, ended_minutes } })).toEqual({ VN30: row })
  })

  it('replaces indices one by one', () => {
    expect(fold.indices({ VN30: index(1) }, { HNX: index(3) })).toEqual({ VN30: index(1), HNX: index(3) })
  })

  it('replaces fields', () => {
    expect(fold.fields({ a: 1, b: { c: 1 } }, { b: { d: 2 } })).toEqual({ a: 1, b: { d: 2 } })
  })
})
