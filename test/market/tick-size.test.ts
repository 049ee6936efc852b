import { describe, expect, it } from 'vitest'
import type { Instrument, Venue } from '../../src/domain/market.ts'
import { type Price, priceOfHundredths } from '../../src/domain/money.ts'
import {
  isOnTick,
  PUT_THROUGH_TICK,
  roundDownToTick,
  roundUpToTick,
  tickAbove,
  tickBelow,
  tickSize,
} from '../../src/market/tick-size.ts'
import { fc, test } from '../property-tests.ts'

const vnd = (amount: number): Price => priceOfHundredths(Math.round(amount * 100))

describe('tickSize', () => {
  it.each<[Venue, Instrument, number, number]>([
    ['HOSE', 'stock', 9_990, 10],
    ['HOSE', 'stock', 10_000, 50],
    ['HOSE', 'stock', 49_950, 50],
    ['HOSE', 'stock', 50_000, 100],
    ['HOSE', 'stock', 250_000, 100],
    ['HOSE', 'etf', 35_770, 10],
    ['HOSE', 'warrant', 60_000, 10],
    ['HNX', 'stock', 900, 100],
    ['HNX', 'stock', 60_000, 100],
    ['HNX', 'etf', 12_345, 1],
    ['HNX', 'bond', 100_000, 1],
    ['UPCOM', 'stock', 8_000, 100],
    ['DERIVATIVES', 'future', 2_015, 0.1],
    ['DERIVATIVES', 'bond', 100_000, 1],
  ])('%s %s at %d moves by %d', (venue, instrument, price, tick) => {
    expect(tickSize(venue, instrument, vnd(price))).toBe(tick * 100)
  })

  it('of a put-through deal is 1 VND', () => expect(PUT_THROUGH_TICK).toBe(100))
})

describe('the price grid', () => {
  it('has no price between its steps, and the tier decides which they are', () => {
    expect(isOnTick('HOSE', 'stock', vnd(49_950))).toBe(true)
    expect(isOnTick('HOSE', 'stock', vnd(50_050))).toBe(false)
  })

  it('goes across the end of a tier', () => {
    expect(tickAbove('HOSE', 'stock', vnd(49_950))).toBe(vnd(50_000))
    expect(tickAbove('HOSE', 'stock', vnd(50_000))).toBe(vnd(50_100))
    expect(tickBelow('HOSE', 'stock', vnd(50_000))).toBe(vnd(49_950))
    expect(tickBelow('HOSE', 'stock', vnd(10_000))).toBe(vnd(9_990))
  })

  it('ends at its first step', () => {
    expect(tickBelow('HNX', 'stock', vnd(100))).toBeUndefined()
    expect(roundDownToTick('HNX', 'stock', vnd(50))).toBeUndefined()
    expect(roundUpToTick('HNX', 'stock', vnd(50))).toBe(vnd(100))
  })

  const venue = fc.constantFrom<Venue>('HOSE', 'HNX', 'UPCOM')
  const amount = fc
    .integer({ min: 20_000, max: 50_000_000 })
    .map((hundredths) => priceOfHundredths(hundredths))

  test.prop([venue, amount])(
    'rounding down, the price, rounding up stand in this order on the grid',
    (at, price) => {
      const down = roundDownToTick(at, 'stock', price)!
      const up = roundUpToTick(at, 'stock', price)
      expect(isOnTick(at, 'stock', down) && isOnTick(at, 'stock', up)).toBe(true)
      expect(down <= price && price <= up).toBe(true)
      expect(up - down).toBeLessThanOrEqual(tickSize(at, 'stock', price))
    },
  )

  test.prop([venue, amount])('a step down undoes a step up', (at, price) => {
    const start = roundDownToTick(at, 'stock', price)!
    const next = tickAbove(at, 'stock', start)
    expect(next).toBeGreaterThan(start)
    expect(isOnTick(at, 'stock', next)).toBe(true)
    expect(tickBelow(at, 'stock', next)).toBe(start)
  })
})
