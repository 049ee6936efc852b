import { describe, expect, it } from 'vitest'
import { spread, type Spread } from '../../operators/spread.ts'
import type { ClassifiedEvent, Quote } from '../../src/domain/event.ts'
import { at, classifiedTrade, price, quote, securities } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const book = (bid: number | undefined, ask: number | undefined, some: Partial<Quote> = {}) => {
  const side = (vnd: number | undefined) => (vnd === undefined ? [] : [{ price: price(vnd), volume: 1 }])
  return quote({ bids: side(bid), asks: side(ask), ...some })
}
const apart = (some: Partial<Spread>): Spread => ({
  kind: 'spread',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  bid: undefined,
  ask: undefined,
  spread: undefined,
  ticks: undefined,
  basisPoints: undefined,
  ...some,
})
const ticks = (events: readonly ClassifiedEvent[]) => run(events, spread()).map((each) => each.ticks)

describe('spread', () => {
  operatorContract<ClassifiedEvent, Spread>({
    operator: spread,
    source: '  -a-t-b-|',
    inputs: { a: book(99_900, 100_100), t: classifiedTrade(), b: book(99_900, undefined, { seq: 2 }) },
    expected: '-x---y-|',
    outputs: {
      x: apart({ bid: price(99_900), ask: price(100_100), spread: 20_000, ticks: 2, basisPoints: 20 }),
      y: apart({ seq: 2, bid: price(99_900) }),
    },
  })

  it('counts steps across the tiers of HOSE', () => {
    expect(
      ticks([book(49_950, 50_100), book(9_990, 10_050), book(49_900, 49_950), book(50_000, 49_950)]),
    ).toEqual([2, 2, 1, -1])
  })

  it('counts by the grid of what the security is', () => {
    const venue = 'DERIVATIVES' as const
    const etf = { symbol: 'E1VFVN30', instrument: 'etf', name: '', venue: 'HOSE' } as const
    expect(
      ticks([
        book(1300.1, 1300.6, { symbol: '41I1GC000', venue }),
        book(10_000, 10_030, { symbol: etf.symbol }),
        securities({ securities: [etf] }),
        book(10_000, 10_030, { symbol: etf.symbol }),
        book(10_000, 10_500, { symbol: 'SHS', venue: 'HNX' }),
      ]),
    ).toEqual([5, undefined, 3, 5])
  })

  it('is 0 where the sides meet, as in an auction', () => {
    expect(run([book(100, 100)], spread())).toMatchObject([{ spread: 0, ticks: 0, basisPoints: 0 }])
  })

  const prices = fc.integer({ min: 1, max: 2000 })
  test.prop([prices, prices, prices])('adds up along a grid', (a, b, c) => {
    const [low, middle, high] = [a, b, c].sort((x, y) => x - y).map((i) => onGrid(i)) as [
      number,
      number,
      number,
    ]
    const [lower, upper, whole] = ticks([book(low, middle), book(middle, high), book(low, high)])
    expect(lower! + upper!).toBe(whole)
    expect(ticks([book(high, low)])[0]! + whole!).toBe(0)
  })
})

/** The price of a place on HOSE's grid. */
const onGrid = (place: number): number => {
  if (place < 1000) return place * 10
  return place < 1800 ? 10_000 + (place - 1000) * 50 : 50_000 + (place - 1800) * 100
}
