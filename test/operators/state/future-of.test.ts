import { describe, expect, it } from 'vitest'
import { expiryOf } from '../../../operators/state/expiry-of.ts'
import { futureOf, mayBeFuture } from '../../../operators/state/future-of.ts'

describe('futureOf', () => {
  it.each([
    ['VN30F2512', 'VN30', 2025 * 12 + 12],
    ['41I1GC000', 'VN30', 2026 * 12 + 12],
    ['VN30F1M', 'VN30', 0],
    ['VN30F2M', 'VN30', 1],
    ['VN100F1Q', 'VN100', 2],
    ['VN100F2Q', 'VN100', 3],
  ])('knows %s', (symbol, underlying, expiry) => {
    expect(futureOf(symbol)).toEqual({ underlying, expiry })
    expect(mayBeFuture(symbol)).toBe(true)
  })

  it.each(['FPT', 'VN30', 'VN30F3M', 'XVN30F1M', 'VN30F1MX', 'VN31F1M', 'E1VFVN30', ''])(
    'knows no future in %s',
    (symbol) => {
      expect(futureOf(symbol)).toBeUndefined()
    },
  )

  it('passes over shares at a glance', () => {
    expect(mayBeFuture('FPT')).toBe(false)
    expect(mayBeFuture('VNINDE')).toBe(false)
  })
})

describe('expiryOf', () => {
  it.each([
    ['VN30F2512', '2025-12-18'],
    ['41I1GC000', '2026-12-17'],
    ['VN30F1M', '2026-12-17'],
    ['VN30F2M', '2027-01-21'],
    ['FPT', undefined],
  ])('of %s is %s', (symbol, date) => {
    expect(expiryOf(symbol, '2026-11-20')).toBe(date)
  })

  it('of a label is none on a day that the calendar does not reach to; of a month it is', () => {
    for (const today of ['1999-01-04', '2999-01-04']) {
      expect(expiryOf('VN30F1M', today)).toBeUndefined()
      expect(expiryOf('VN30F2512', today)).toBe('2025-12-18')
    }
  })
})
