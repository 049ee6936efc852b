import { describe, expect, it } from 'vitest'
import { type Delta, delta } from '../../operators/delta.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, gap } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const cumulative = (events: readonly ClassifiedEvent[]) => run(events, delta()).map((each) => each.cumulative)
const buy = (volume: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ side: 'buy', volume, ...some })
const sell = (volume: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ side: 'sell', volume, ...some })

const after = (some: Partial<Delta>): Delta => ({
  kind: 'delta',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  delta: 0,
  cumulative: 0,
  buyVolume: 0,
  sellVolume: 0,
  ...some,
})

describe('delta', () => {
  operatorContract<ClassifiedEvent, Delta>({
    operator: delta,
    source: '  -b-s-n-|',
    inputs: { b: buy(300), s: sell(500, { seq: 2 }), n: classifiedTrade({ seq: 3 }) },
    expected: '-x-y-z-|',
    outputs: {
      x: after({ delta: 300, cumulative: 300, buyVolume: 300 }),
      y: after({ seq: 2, delta: -500, cumulative: -200, buyVolume: 300, sellVolume: 500 }),
      z: after({ seq: 3, cumulative: -200, buyVolume: 300, sellVolume: 500 }),
    },
  })

  it('keeps securities apart', () => {
    expect(cumulative([buy(1), sell(2, { symbol: 'ACB' }), buy(4)])).toEqual([1, -2, 5])
  })

  it('has no part in deals that were agreed, and none in gaps', () => {
    expect(cumulative([buy(1), buy(2, { phase: 'putThrough' }), gap(), buy(4)])).toEqual([1, 5])
  })

  it('A01: begins again with a trading day', () => {
    expect(cumulative([buy(1), buy(2, { exchangeTime: at('09:15:00', '2026-11-23') })])).toEqual([1, 2])
  })

  it('begins again where the feed counts anew, for that security', () => {
    const others = [buy(1), buy(1, { symbol: 'ACB' })]
    expect(cumulative([...others, buy(5, { restart: true }), buy(7, { symbol: 'ACB' })])).toEqual([
      1, 1, 5, 8,
    ])
    expect(cumulative([buy(1), gap({ restart: true }), buy(5)])).toEqual([1, 5])
  })

  const trades = fc.array(
    fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const, 'neutral' as const),
      volume: fc.integer({ min: 1, max: 1e6 }),
      symbol: fc.constantFrom('FPT', 'ACB'),
    }),
  )
  test.prop([trades])('is the sum of the deltas of a security’s trades', (given) => {
    const out = run(given.map(classifiedTrade), delta())
    for (const [i, { symbol, cumulative, buyVolume, sellVolume }] of out.entries()) {
      const own = out.slice(0, i + 1).filter((each) => each.symbol === symbol)
      expect(cumulative).toBe(own.reduce((sum, each) => sum + each.delta, 0))
      expect(cumulative).toBe(buyVolume - sellVolume)
    }
  })
})
