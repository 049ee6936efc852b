import { describe, expect, it } from 'vitest'
import { type Convergence, convergence, type ConvergenceOptions } from '../../operators/convergence.ts'
import type { Basis } from '../../src/domain/outputs.ts'
import { at } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { basisOf } from './basis-of.ts'
import { operatorContract, run } from './contract.ts'

const after = (second: number) => at('10:00:00') + second * 1000
const slopes = (points: readonly Basis[], options: ConvergenceOptions = {}) =>
  run(points, convergence({ samples: 2, ...options }))

describe('convergence', () => {
  operatorContract<Basis, Convergence>({
    operator: () => convergence({ samples: 2 }),
    source: '  -a-b-c-|',
    inputs: {
      a: basisOf(500, { exchangeTime: after(0) }),
      b: basisOf(400, { exchangeTime: after(60), seq: 2 }),
      c: basisOf(300, { exchangeTime: after(120), seq: 3 }),
    },
    expected: '---x-y-|',
    outputs: {
      x: converging({ seq: 2, exchangeTime: after(60), basis: 400, samples: 2 }),
      y: converging({ seq: 3, exchangeTime: after(120), basis: 300, samples: 3 }),
    },
  })

  it('A79: measures by time, not by sample', () => {
    const points = [0, 1, 2, 3, 60].map((second) =>
      basisOf(600 - second * 5, { exchangeTime: after(second) }),
    )
    expect(slopes(points).at(-1)?.slope).toBeCloseTo(-3, 12)
  })

  it('A79: knows a discount that grows from one that shrinks, and what can only leave par', () => {
    const two = (first: number, second: number) =>
      slopes([basisOf(first), basisOf(second, { exchangeTime: after(60) })]).map(({ direction }) => direction)
    expect(two(-500, -400)).toEqual(['converging'])
    expect(two(-400, -500)).toEqual(['diverging'])
    expect(two(100, 0)).toEqual(['diverging'])
    expect(two(500, 501)).toEqual(['stable'])
    expect(two(500, 502)).toEqual(['diverging'])
  })

  it('needs enough values, in more than one second, and forgets old ones', () => {
    expect(slopes([basisOf(1), basisOf(2)])).toEqual([])
    expect(slopes([basisOf(1), basisOf(2, { exchangeTime: after(1) })], { samples: 3 })).toEqual([])
    expect(slopes([basisOf(1), basisOf(2, { exchangeTime: after(600) })])).toEqual([])
    expect(slopes([basisOf(1), basisOf(2, { exchangeTime: after(599) })])).toHaveLength(1)
  })

  it('keeps contracts apart, and begins anew with each trading day', () => {
    const tomorrow = basisOf(2, { exchangeTime: at('09:00:00', '2026-11-23') })
    expect(slopes([basisOf(1), tomorrow], { span: 1e9 })).toEqual([])
    const other = basisOf(9, { symbol: '41I1H1000', exchangeTime: after(1) })
    expect(slopes([basisOf(1), other])).toEqual([])
  })

  const walk = fc.array(fc.record({ wait: fc.nat(30), basis: fc.integer({ min: -3000, max: 3000 }) }), {
    minLength: 2,
    maxLength: 80,
  })
  test.prop([walk, fc.integer({ min: 5, max: 600 })])(
    'is the least-squares slope of its window',
    (steps, span) => {
      let second = 0
      const points = steps.map(({ wait, basis }) => ({ second: (second += wait), basis }))
      const out = slopes(
        points.map((point) => basisOf(point.basis, { exchangeTime: after(point.second) })),
        { span: span * 1000 },
      ).at(-1)
      const kept = points.filter((point) => point.second > second - span)
      const mean = (of: (point: { second: number; basis: number }) => number) =>
        kept.reduce((sum, point) => sum + of(point), 0) / kept.length
      const t = mean((point) => point.second)
      const spread = mean((point) => (point.second - t) ** 2)
      if (kept.length < 2 || spread === 0) return
      const slope = (mean((point) => (point.second - t) * point.basis) / spread) * 0.6
      expect(out?.samples).toBe(kept.length)
      expect(out?.slope).toBeCloseTo(slope, 8)
    },
  )
})

function converging(some: Partial<Convergence>): Convergence {
  return {
    kind: 'convergence',
    seq: 1,
    exchangeTime: after(0),
    receivedTime: at('10:00:00'),
    symbol: '41I1GC000',
    basis: 500,
    slope: -1,
    direction: 'converging',
    samples: 2,
    ...some,
  }
}
