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
      indices: { VN30: { ...index(2), intraday } },
      feed: { connected: false },
    })
    expect(state.prices['FPT']).toEqual({ last_price: 1, bids: [], asks: [] })
  })

  it('replaces indices one by one', () => {
    expect(fold.indices({ VN30: index(1) }, { HNX: index(3) })).toEqual({ VN30: index(1), HNX: index(3) })
  })

  it('replaces fields', () => {
    expect(fold.fields({ a: 1, b: { c: 1 } }, { b: { d: 2 } })).toEqual({ a: 1, b: { d: 2 } })
  })
})
