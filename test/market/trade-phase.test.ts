import { describe, expect, it } from 'vitest'
import type { TradePhase, Venue } from '../../src/domain/market.ts'
import { tradePhaseOf } from '../../src/market/trade-phase.ts'

const at = (time: string, date = '2026-11-20') => Date.parse(`${date}T${time}+07:00`)

describe('tradePhaseOf', () => {
  it.each<[string, TradePhase]>([
    ['ATO', 'ato'],
    ['LO', 'continuous'],
    ['', 'continuous'],
    ['ATC', 'atc'],
    ['PT', 'putThrough'],
    ['C', 'other'],
    ['BREAK', 'other'],
    ['H', 'other'],
    ['HALT', 'other'],
    ['XYZ', 'other'],
  ])('takes the feed\'s word "%s" for %s, whatever the clock says', (code, phase) => {
    expect(tradePhaseOf(code, 'HOSE', at('12:00:00'))).toBe(phase)
    expect(tradePhaseOf(code, 'HOSE', at('10:00:00'))).toBe(phase)
  })

  it.each<[Venue, string, TradePhase]>([
    ['HOSE', '09:10:00', 'ato'],
    ['HOSE', '09:15:03', 'continuous'],
    ['HOSE', '11:30:04', 'continuous'],
    ['HOSE', '11:30:10', 'other'],
    ['HOSE', '14:45:03', 'atc'],
    ['HOSE', '14:45:10', 'putThrough'],
    ['HNX', '14:45:03', 'atc'],
    ['HNX', '14:56:00', 'plo'],
    ['UPCOM', '14:45:03', 'continuous'],
    ['DERIVATIVES', '14:45:00', 'atc'],
    ['DERIVATIVES', '14:45:10', 'other'],
    ['DERIVATIVES', '07:00:00', 'other'],
    ['DERIVATIVES', '00:00:00', 'other'],
  ])('without a word goes by the clock: %s at %s is %s', (venue, time, phase) => {
    expect(tradePhaseOf(null, venue, at(time))).toBe(phase)
    expect(tradePhaseOf(undefined, venue, at(time))).toBe(phase)
  })

  it('does not ask the calendar: an old recording is no reason to fail', () => {
    expect(tradePhaseOf(null, 'DERIVATIVES', at('10:00:00', '2023-02-01'))).toBe('continuous')
  })
})
