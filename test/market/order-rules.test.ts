import { describe, expect, it } from 'vitest'
import type { Phase, Venue } from '../../src/domain/market.ts'
import { orderActions, orderTypesOn, postCloseMatching } from '../../src/market/order-rules.ts'

describe('orderTypesOn', () => {
  it.each<[Venue, Phase, readonly string[]]>([
    ['HOSE', 'ato', ['LO', 'ATO']],
    ['HOSE', 'continuous', ['LO', 'MTL']],
    ['HOSE', 'atc', ['LO', 'ATC']],
    ['HOSE', 'putThrough', []],
    ['HNX', 'continuous', ['LO', 'MTL', 'MOK', 'MAK']],
    ['HNX', 'atc', ['LO', 'ATC']],
    ['HNX', 'plo', ['PLO']],
    ['UPCOM', 'continuous', ['LO']],
    ['DERIVATIVES', 'ato', ['LO', 'ATO']],
    ['DERIVATIVES', 'continuous', ['LO', 'MTL', 'MOK', 'MAK']],
    ['DERIVATIVES', 'atc', ['LO', 'ATC']],
    ['HOSE', 'lunch', []],
    ['HNX', 'preOpen', []],
  ])('%s takes in %s %j', (venue, phase, types) => {
    expect(orderTypesOn(venue, phase, '2026-11-20')).toEqual(types)
  })

  it('on HOSE was MP until the day before 5 May 2025, and MTL is since', () => {
    expect(orderTypesOn('HOSE', 'continuous', '2025-05-04')).toEqual(['LO', 'MP'])
    expect(orderTypesOn('HOSE', 'continuous', '2025-05-05')).toEqual(['LO', 'MTL'])
    expect(orderTypesOn('HNX', 'continuous', '2025-05-04')).toContain('MTL')
  })
})

describe('orderActions', () => {
  it.each<[Venue, Phase, readonly string[]]>([
    ['HOSE', 'continuous', ['enter', 'amend', 'cancel']],
    ['UPCOM', 'continuous', ['enter', 'amend', 'cancel']],
    ['HOSE', 'ato', ['enter']],
    ['DERIVATIVES', 'atc', ['enter']],
    ['HNX', 'plo', ['enter']],
    ['HOSE', 'plo', []],
    ['HOSE', 'lunch', []],
    ['HOSE', 'putThrough', []],
    ['HOSE', 'preOpen', []],
    ['HOSE', 'closed', []],
    ['UPCOM', 'atc', []],
  ])('%s in %s: %j', (venue, phase, actions) => {
    expect(orderActions(venue, phase)).toEqual(actions)
  })
})

describe('postCloseMatching', () => {
  it.each([
    ['2026-11-20T14:44:59', undefined],
    ['2026-11-20T14:45:00', 'collect'],
    ['2026-11-20T14:54:59', 'collect'],
    ['2026-11-20T14:55:00', 'continuous'],
    ['2026-11-20T14:59:59', 'continuous'],
    ['2026-11-20T15:00:00', undefined],
    ['2025-04-29T14:45:00', 'continuous'],
    ['2025-05-05T14:45:00', 'collect'],
  ])('at %s: %s', (instant, matching) => {
    expect(postCloseMatching(Date.parse(`${instant}+07:00`))).toBe(matching)
  })
})
