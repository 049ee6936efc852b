import { describe, expect, it } from 'vitest'
import {
  contractMonthOf,
  isFuture,
  newCodeOf,
  oldCodeOf,
  type Underlying,
} from '../../src/market/contract-code.ts'
import { fc, test } from '../property-tests.ts'

describe('isFuture', () => {
  it.each([
    '41I1GC000',
    '41I2FB000',
    '41B5G3000',
    '41BAG6000',
    '42I1GC000',
    'VN30F2512',
    'VN100F2611',
    'VN30F1M',
    'VN100F2Q',
  ])('%s is one', (symbol) => expect(isFuture(symbol)).toBe(true))

  it.each([
    'FPT',
    'VN30',
    'VN30INDEX',
    'E1VFVN30',
    '41I1GC00',
    '41I1OC000',
    '41I1G0000',
    'VN30F3M',
    'vn30f1m',
    'CACB2601',
    '',
  ])('"%s" is none', (symbol) => expect(isFuture(symbol)).toBe(false))
})

describe('codes', () => {
  it.each<[string, Underlying, number, number]>([
    ['41I1F4000', 'VN30', 2025, 4],
    ['41I1G3000', 'VN30', 2026, 3],
    ['41I1GC000', 'VN30', 2026, 12],
    ['41I2FB000', 'VN100', 2025, 11],
    ['41I1F8000', 'VN30', 2025, 8],
    ['41I1A1000', 'VN30', 2020, 1],
    ['41I171000', 'VN30', 2017, 1],
    ['41I1WC000', 'VN30', 2039, 12],
  ])('%s is %s of %d-%d', (code, underlying, year, month) => {
    expect(contractMonthOf(code)).toEqual({ underlying, year, month })
    expect(newCodeOf({ underlying, year, month })).toBe(code)
  })

  it('the old style says the same month', () => {
    expect(contractMonthOf('VN30F2603')).toEqual(contractMonthOf('41I1G3000'))
    expect(oldCodeOf({ underlying: 'VN30', year: 2026, month: 3 })).toBe('VN30F2603')
    expect(contractMonthOf('VN100F2511')).toEqual(contractMonthOf('41I2FB000'))
  })

  it('a name of the old style has a code of the new one, or names no contract', () => {
    for (let year = 0; year < 100; year += 1) {
      const month = contractMonthOf(`VN30F${String(year).padStart(2, '0')}03`)
      expect(month && contractMonthOf(newCodeOf(month))).toEqual(month)
      expect(month?.year).toBe(year >= 10 && year < 40 ? 2000 + year : undefined)
    }
  })

  it.each(['VN30F2613', 'VN30F2600', 'VN30F1M', '41B5G3000', '42I1G3000', '41I1G3001', '41I1U3000', 'FPT'])(
    '%s is no month of an index future',
    (code) => expect(contractMonthOf(code)).toBeUndefined(),
  )

  it.each([
    [2009, 12],
    [2040, 1],
    [2026, 13],
    [2026, 0],
  ])('there is no code for %d-%d', (year, month) => {
    expect(() => newCodeOf({ underlying: 'VN30', year, month })).toThrow(RangeError)
  })

  test.prop([
    fc.record({
      underlying: fc.constantFrom<Underlying>('VN30', 'VN100'),
      year: fc.integer({ min: 2010, max: 2039 }),
      month: fc.integer({ min: 1, max: 12 }),
    }),
  ])('month → code → month is the identity, in both styles', (contractMonth) => {
    for (const code of [newCodeOf(contractMonth), oldCodeOf(contractMonth)]) {
      expect(contractMonthOf(code)).toEqual(contractMonth)
      expect(isFuture(code)).toBe(true)
    }
  })
})
