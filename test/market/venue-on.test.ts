import { describe, expect, it } from 'vitest'
import { phaseAt } from '../../src/market/phases.ts'
import { tickSize } from '../../src/market/tick-size.ts'
import { priceOfHundredths } from '../../src/domain/money.ts'
import { type Listing, venueOn } from '../../src/market/venue-on.ts'

const shs: Listing = { symbol: 'SHS', venue: 'HNX', instrument: 'stock', asOf: '2026-11-20' }

describe('venueOn', () => {
  it.each([
    ['2026-11-20', 'HNX'],
    ['2026-12-23', 'HNX'],
    ['2026-12-24', undefined],
    ['2026-12-25', undefined],
    ['2026-12-28', 'HOSE'],
    ['2027-06-01', 'HOSE'],
  ])('a share of HNX is on %s at %s', (date, venue) => {
    expect(venueOn(shs, date)).toBe(venue)
  })

  it.each<Partial<Listing>>([
    { instrument: 'etf' },
    { instrument: 'bond' },
    { venue: 'UPCOM' },
    { venue: 'DERIVATIVES', instrument: 'future' },
  ])('%j stays', (other) => {
    const listing = { ...shs, ...other }
    expect(venueOn(listing, '2026-12-28')).toBe(listing.venue)
  })

  it('brings the ticks and the opening auction of the new venue', () => {
    const price = priceOfHundredths(2_000_000)
    const rulesOn = (date: string) => {
      const venue = venueOn(shs, date)!
      return [tickSize(venue, 'stock', price), phaseAt(venue, Date.parse(`${date}T09:05:00+07:00`))]
    }
    expect(rulesOn('2026-12-23')).toEqual([10_000, 'continuous'])
    expect(rulesOn('2026-12-28')).toEqual([5_000, 'ato'])
  })

  it('leaves alone who listed on HNX after the move, and who is not named', () => {
    expect(venueOn({ ...shs, asOf: '2027-01-04' }, '2027-02-01')).toBe('HNX')
    const move = {
      from: 'UPCOM',
      to: 'HOSE',
      instrument: 'stock',
      symbols: ['AAA'],
      lastSession: '2027-03-01',
      firstSession: '2027-03-08',
    }
    const upcom = { ...shs, venue: 'UPCOM' } as const
    expect(venueOn({ ...upcom, symbol: 'AAA' }, '2027-03-08', [move])).toBe('HOSE')
    expect(venueOn({ ...upcom, symbol: 'BBB' }, '2027-03-08', [move])).toBe('UPCOM')
  })
})
