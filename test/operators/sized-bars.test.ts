import { describe, expect, it } from 'vitest'
import { sizedBars, type SizedBar } from '../../operators/sized-bars.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const paid = (vnd: number, volume: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ price: price(vnd), volume, ...some })

const bar = (some: Partial<SizedBar>): SizedBar => ({
  kind: 'sizedBar',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  measure: 'trades',
  size: 2,
  start: at('10:00:00'),
  end: at('10:00:00'),
  open: price(100),
  high: price(100),
  low: price(100),
  close: price(100),
  trades: 1,
  volume: 1,
  value: 100,
  activeBuyVolume: 0,
  activeSellVolume: 0,
  complete: true,
  ...some,
})

describe('sizedBars', () => {
  const later = { exchangeTime: at('10:00:07'), receivedTime: at('10:00:07') }
  operatorContract<ClassifiedEvent, SizedBar>({
    operator: () => sizedBars('trades', 2),
    source: '  -a-b-c-|',
    inputs: {
      a: paid(100, 1, { side: 'buy' }),
      b: paid(99, 2, { seq: 2, side: 'sell', ...later }),
      c: paid(101, 3, { seq: 3, ...later }),
    },
    expected: '---x---(y|)',
    outputs: {
      x: bar({
        ...later,
        seq: 2,
        end: at('10:00:07'),
        low: price(99),
        close: price(99),
        trades: 2,
        volume: 3,
        value: 298,
        activeBuyVolume: 1,
        activeSellVolume: 2,
      }),
      y: bar({
        ...later,
        seq: 3,
        start: at('10:00:07'),
        end: at('10:00:07'),
        open: price(101),
        high: price(101),
        low: price(101),
        close: price(101),
        volume: 3,
        value: 303,
        complete: false,
      }),
    },
  })

  it('is full of shares, or of VND, without splitting a trade', () => {
    const trades = [paid(100, 6), paid(100, 6), paid(100, 1), paid(100, 30)]
    const sizes = (measure: 'volume' | 'value', size: number) =>
      run(trades, sizedBars(measure, size)).map(({ volume, complete }) => [volume, complete])
    expect(sizes('volume', 10)).toEqual([
      [12, true],
      [31, true],
    ])
    expect(sizes('value', 1200)).toEqual([
      [12, true],
      [31, true],
    ])
    expect(sizes('value', 1201)).toEqual([
      [13, true],
      [30, true],
    ])
  })

  it('keeps securities apart, and leaves out deals that were agreed', () => {
    const trades = [paid(100, 1), paid(50, 1, { symbol: 'ACB' }), paid(100, 9, { phase: 'putThrough' })]
    expect(run([...trades, paid(100, 1)], sizedBars('trades', 2))).toMatchObject([
      { symbol: 'FPT', volume: 2, complete: true },
      { symbol: 'ACB', complete: false },
    ])
  })

  it('A01: ends with its trading day', () => {
    const exchangeTime = at('09:15:00', '2026-11-23')
    expect(run([paid(100, 1), paid(100, 2, { exchangeTime })], sizedBars('trades', 2))).toMatchObject([
      { volume: 1, complete: false, exchangeTime },
      { volume: 2, complete: false, exchangeTime },
    ])
  })

  it('lets a late trade take its place', () => {
    const first = paid(100, 5, { totalVolume: 20 })
    const late = paid(99, 5, { totalVolume: 10, late: true })
    expect(run([first, late], sizedBars('trades', 2))).toMatchObject([{ open: price(99), close: price(100) }])
  })

  it('refuses a size that is none', () => {
    expect(() => sizedBars('trades', 0)).toThrow(RangeError)
    expect(() => sizedBars('volume', NaN)).toThrow(RangeError)
  })

  const trades = fc.array(
    fc.record({ vnd: fc.integer({ min: 90, max: 110 }), volume: fc.integer({ min: 1, max: 50 }) }),
    { maxLength: 80 },
  )
  test.prop([
    trades,
    fc.constantFrom('trades' as const, 'volume' as const, 'value' as const),
    fc.integer({ min: 1, max: 300 }),
  ])('loses no share, and fills each bar but the last', (given, measure, size) => {
    const out = run(
      given.map(({ vnd, volume }) => paid(vnd, volume)),
      sizedBars(measure, size),
    )
    const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
    expect(sum(out.map(({ volume }) => volume))).toBe(sum(given.map(({ volume }) => volume)))
    expect(sum(out.map(({ trades: count }) => count))).toBe(given.length)
    for (const [i, each] of out.entries()) {
      expect(each.complete).toBe(each[measure] >= size)
      expect(each.complete || i === out.length - 1).toBe(true)
      expect(each.low).toBeLessThanOrEqual(Math.min(each.open, each.close))
      expect(each.high).toBeGreaterThanOrEqual(Math.max(each.open, each.close))
    }
  })
})
