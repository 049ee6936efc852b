import { describe, expect, it } from 'vitest'
import { instantOf } from '../../src/domain/time.ts'
import { simulatedExchange } from '../../src/exchange/simulated-exchange.ts'
import { isOnTick } from '../../src/market/tick-size.ts'
import { vn30Members } from '../../src/market/vn30-members.ts'
import { fc, test } from '../property-tests.ts'
import { at, DATE } from './one-day.ts'

const small = (startAt: number, seed = 11) => simulatedExchange({ seed, date: DATE, symbols: 40, startAt })

describe('determinism', () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 12 })
  const whole = small(at(8, 59, 30)).advance(at(9, 0, 30))

  test.prop([cuts], { numRuns: 15 })('the same messages however time is cut', (offsets) => {
    const exchange = small(at(8, 59, 30))
    const steps = [...offsets, 60_000].sort((a, b) => a - b)
    const told = steps.flatMap((offset) => exchange.advance(at(8, 59, 30) + offset))
    expect(told).toEqual(whole)
    expect(told.length).toBeGreaterThan(300)
  })

  it('the same messages whether what came before was told or not', () => {
    const early = small(at(8, 30))
    early.advance(at(8, 59, 30))
    expect(early.advance(at(9, 0, 30))).toEqual(whole)
  })

  it('others with another seed', () => {
    expect(small(at(8, 59, 30), 12).advance(at(9, 0, 30))).not.toEqual(whole)
  })

  it('time does not go back', () => {
    const exchange = small(at(9))
    expect(exchange.advance(at(8, 50))).toEqual([])
    expect(exchange.now).toBe(at(9))
  })
})

describe('what it lists', () => {
  const exchange = simulatedExchange({ seed: 1, date: DATE, startAt: 8.5 * 3_600_000 })

  it('430 symbols: the VN30 and made-up ones on three venues, and four futures', () => {
    const { securities } = exchange
    expect(securities).toHaveLength(430)
    expect(new Set(securities.map(({ symbol }) => symbol)).size).toBe(430)
    expect(
      securities.filter(({ instrument }) => instrument === 'future').map(({ symbol }) => symbol),
    ).toEqual(['41I1GC000', '41I1H1000', '41I1H3000', '41I1H6000'])
    const hose = securities.filter(({ venue }) => venue === 'HOSE').map(({ symbol }) => symbol)
    expect(hose).toEqual(expect.arrayContaining([...vn30Members(DATE)]))
    expect(hose.length).toBeGreaterThan(200)
    for (const venue of ['HNX', 'UPCOM']) {
      expect(securities.filter((security) => security.venue === venue).length).toBeGreaterThan(60)
    }
  })

  it('a reference on the grid of its prices and limits around it, and the members of each index', () => {
    for (const { venue, instrument, symbol, floor, reference, ceiling } of exchange.securities) {
      expect([symbol, isOnTick(venue, instrument, reference)]).toEqual([symbol, true])
      expect(floor).toBeLessThan(reference)
      expect(reference).toBeLessThan(ceiling)
    }
    expect(exchange.indices.map(({ id, members }) => [id, members.length])).toEqual([
      ['VN30', 30],
      ['VNINDEX', expect.any(Number)],
      ['HNXINDEX', expect.any(Number)],
    ])
  })

  it.each([
    ['a Saturday', { seed: 1, date: '2026-11-21' }],
    ['too few symbols', { seed: 1, date: DATE, symbols: 10 }],
    ['too many symbols', { seed: 1, date: DATE, symbols: 5_000 }],
    ['a day beyond the calendar', { seed: 1, date: '2050-01-03' }],
  ])('but not %s', (_, options) => {
    expect(() => simulatedExchange(options)).toThrow(RangeError)
  })
})

describe('the latest', () => {
  it('is what was told last, and empty for a symbol that nobody knows', () => {
    const exchange = small(at(8, 59, 30))
    const told = exchange.advance(at(9, 0, 30))
    const front = told.filter((message) => message.kind !== 'index' && message.symbol === '41I1GC000')
    const last = (kind: string) => front.findLast((message) => message.kind === kind)
    expect(exchange.latest('41I1GC000')).toEqual([last('status'), last('quote'), last('trade')])
    expect(exchange.latest('NOBODY')).toEqual([])
    expect(exchange.latestIndex('VN30')).toEqual(
      told.findLast((message) => message.kind === 'index' && message.indexId === 'VN30'),
    )
  })

  it('minute bars hold the matched trades', () => {
    const exchange = small(at(8, 30))
    const told = exchange.advance(at(9, 2))
    const front = told.flatMap((message) =>
      message.kind === 'trade' && message.symbol === '41I1GC000' && message.volume > 0 ? [message] : [],
    )
    const bars = exchange.minuteBars('41I1GC000')
    expect(bars.map(({ start }) => start)).toEqual([at(9), at(9, 1), at(9, 2)].slice(0, bars.length))
    expect(bars.reduce((sum, { volume }) => sum + volume, 0)).toBe(front.at(-1)?.totalVolume)
    expect(bars[0]?.open).toBe(front[0]?.price)
    expect(bars.at(-1)?.close).toBe(front.at(-1)?.price)
    expect(exchange.minuteBars('NOBODY')).toEqual([])
  })
})

describe('the next day', () => {
  it('begins with the closes as references; after 15:00 nothing is told until then', () => {
    const exchange = small(at(14, 59, 50))
    exchange.advance(at(15))
    const before = new Map(exchange.securities.map((security) => [security.symbol, security]))
    const closes = new Map(
      exchange.securities.map(({ symbol }) => [symbol, exchange.minuteBars(symbol).at(-1)?.close]),
    )
    const closed = exchange.latestIndex('VN30')

    expect(exchange.advance(instantOf('2026-11-23', 8 * 3_600_000))).toEqual([])
    expect(exchange.date).toBe(DATE)
    const told = exchange.advance(instantOf('2026-11-23', 9 * 3_600_000))
    expect(exchange.date).toBe('2026-11-23')
    expect(Math.min(...told.map(({ time }) => time))).toBe(instantOf('2026-11-23', 8.75 * 3_600_000))
    for (const { symbol, venue, reference } of exchange.securities) {
      const close = closes.get(symbol) ?? before.get(symbol)?.reference
      if (venue === 'UPCOM') expect(reference % 10_000).toBe(0)
      else expect([symbol, reference]).toEqual([symbol, close])
    }
    expect(exchange.latestIndex('VN30')).toMatchObject({ value: closed?.value, prior: closed?.value })
    expect(told.every((message) => message.kind !== 'trade' || message.totalVolume >= message.volume)).toBe(
      true,
    )
  })
})
