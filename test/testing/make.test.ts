import { describe, expect, it } from 'vitest'
import * as make from '../../src/testing/make.ts'

describe('makers', () => {
  it('give the instant of a time in Vietnam', () => {
    expect(make.at('09:15:02')).toBe(Date.parse('2026-11-20T09:15:02+07:00'))
    expect(make.at('14:45', '2025-05-05')).toBe(Date.parse('2025-05-05T14:45:00+07:00'))
  })

  it('give exact prices, and refuse what is none', () => {
    expect(make.price(1285.4)).toBe(128_540)
    expect(() => make.price(0)).toThrow(RangeError)
  })

  it('value a trade by its price and volume, unless told otherwise', () => {
    expect(make.trade({ price: make.price(50_000), volume: 20 }).value).toBe(1_000_000)
    expect(make.trade({ value: 5 }).value).toBe(5)
  })

  it('receive an event when it was sent, unless told otherwise', () => {
    expect(make.quote({ exchangeTime: 5 })).toMatchObject({ exchangeTime: 5, receivedTime: 5 })
    expect(make.quote({ exchangeTime: 5, receivedTime: 9 }).receivedTime).toBe(9)
  })

  it('take every field that a test names', () => {
    expect(make.classifiedTrade({ symbol: 'ACB', side: 'buy', basis: 'tick', seq: 4 })).toMatchObject({
      symbol: 'ACB',
      side: 'buy',
      basis: 'tick',
      seq: 4,
    })
    expect(make.gap({ exchangeTime: 7 }).to).toBe(7)
    expect(make.rejected({ reason: 'why' })).toMatchObject({ reason: 'why', exchangeTime: undefined })
  })

  it('give lists and links without a time of the exchange', () => {
    for (const made of [make.securities(), make.members(), make.connection()])
      expect(made.exchangeTime).toBe(0)
  })
})
