import { describe, expect, it } from 'vitest'
import { phaseOfSession } from '../../src/market/session-code.ts'

describe('phaseOfSession', () => {
  it.each([
    ['ATO', 'ato'],
    ['LO', 'continuous'],
    ['', 'continuous'],
    [' atc ', 'atc'],
    ['PLO', 'plo'],
    ['PT', 'putThrough'],
    ['BREAK', 'lunch'],
    ['C', 'closed'],
    ['H', 'halted'],
    ['HALT', 'halted'],
    ['40', undefined],
  ])('FastConnect says "%s" and means %s', (code, phase) => {
    expect(phaseOfSession('ssi', code)).toBe(phase)
  })

  it.each([
    ['01', 'preOpen'],
    ['10', 'ato'],
    ['40', 'continuous'],
    ['30', 'atc'],
    ['90', 'halted'],
    ['99', 'closed'],
    ['80', undefined],
    ['ATO', undefined],
  ])('DNSE says "%s" and means %s', (code, phase) => {
    expect(phaseOfSession('dnse', code)).toBe(phase)
  })
})
