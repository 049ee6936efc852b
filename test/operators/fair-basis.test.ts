import { describe, expect, it } from 'vitest'
import { fairBasis, type FairBasis, type FairBasisOptions } from '../../operators/fair-basis.ts'
import type { Basis } from '../../src/domain/outputs.ts'
import { at, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { basisOf } from './basis-of.ts'
import { operatorContract, run } from './contract.ts'

const after = (second: number) => at('10:00:00') + second * 1000
const fair = (points: readonly Basis[], options: Partial<FairBasisOptions> = {}) =>
  run(points, fairBasis({ rate: 0, ...options }))
const seen = (some: Partial<FairBasis>): FairBasis => ({
  kind: 'fairBasis',
  seq: 1,
  exchangeTime: after(0),
  receivedTime: after(0),
  symbol: '41I1GC000',
  futurePrice: price(1300),
  spotValue: price(1300),
  basis: 0,
  fairBasis: 0,
  mispricing: 0,
  zScore: undefined,
  days: 27,
  ...some,
})

describe('fairBasis', () => {
  operatorContract<Basis, FairBasis>({
    operator: () => fairBasis({ rate: 0.0365, samples: 2 }),
    source: '  -a-b-c-|',
    inputs: { a: basisOf(0), b: basisOf(200, { seq: 2 }), c: basisOf(400, { seq: 3 }) },
    expected: '-x-y-z-|',
    // 1,300 points × 3.65 % × 27 ÷ 365 = 3.51 points; from the 20th of November to the 17th of December.
    outputs: {
      x: seen({ fairBasis: 351, mispricing: -351 }),
      y: seen({ seq: 2, futurePrice: price(1302), basis: 200, fairBasis: 351, mispricing: -151 }),
      z: seen({ seq: 3, futurePrice: price(1304), basis: 400, fairBasis: 351, mispricing: 49, zScore: 3 }),
    },
  })

  it('takes off the dividends between today and the end of the contract', () => {
    const dividends = [
      { exDate: '2026-11-20', points: 100 },
      { exDate: '2026-11-23', points: 2 },
      { exDate: '2026-12-17', points: 1.5 },
      { exDate: '2026-12-18', points: 100 },
    ]
    expect(fair([basisOf(0)], { dividends })).toMatchObject([{ fairBasis: -350, mispricing: 350 }])
  })

  it('is 0 on the last day, and nothing after it', () => {
    const on = (date: string) => basisOf(0, { exchangeTime: at('10:00:00', date) })
    expect(fair([on('2026-12-17'), on('2026-12-18')], { rate: 1 })).toMatchObject([{ days: 0, fairBasis: 0 }])
  })

  it('knows a contract by any of its names, and no other security', () => {
    const named = (symbol: string, date = '2026-11-20') =>
      basisOf(0, { symbol, exchangeTime: at('10:00:00', date) })
    const names = ['VN30F2612', 'VN30F1M', 'FPT'].map((symbol) => named(symbol))
    expect(
      fair([...names, named('VN30F1M', '2017-09-01')]).map(({ symbol, days }) => [symbol, days]),
    ).toEqual([
      ['VN30F2612', 27],
      ['VN30F1M', 27],
    ])
  })

  it('has no score where nothing ever differed, and begins anew with each trading day', () => {
    const flat = [basisOf(5), basisOf(5), basisOf(9)]
    expect(fair(flat, { samples: 2 }).map(({ zScore }) => zScore)).toEqual([undefined, undefined, undefined])
    const tomorrow = basisOf(9, { exchangeTime: at('09:00:00', '2026-11-23') })
    expect(fair([basisOf(1), basisOf(2), tomorrow], { samples: 2, span: 1e9 }).at(-1)?.zScore).toBeUndefined()
  })

  const walk = fc.array(fc.record({ wait: fc.nat(60), basis: fc.integer({ min: -3000, max: 3000 }) }), {
    minLength: 4,
    maxLength: 60,
  })
  test.prop([walk])('scores by mean and deviation of the values before', (steps) => {
    let second = 0
    const points = steps.map(({ wait, basis }) => ({ second: (second += wait), basis }))
    const out = fair(
      points.map((point) => basisOf(point.basis, { exchangeTime: after(point.second) })),
      { samples: 3, span: 300_000 },
    ).at(-1)
    const before = points.slice(0, -1).filter((point) => point.second > second - 300)
    const mean = before.reduce((sum, { basis }) => sum + basis, 0) / before.length
    const variance = before.reduce((sum, { basis }) => sum + (basis - mean) ** 2, 0) / before.length
    if (before.length < 3 || variance === 0) expect(out?.zScore).toBeUndefined()
    else expect(out?.zScore).toBeCloseTo((points.at(-1)!.basis - mean) / Math.sqrt(variance), 6)
  })
})
