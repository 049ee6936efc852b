import { describe, expect, it } from 'vitest'
import { basisFlip } from '../../operators/basis-flip.ts'
import type { Alert, Basis } from '../../src/domain/outputs.ts'
import { at, price } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const FRONT = '41I1GC000'
const of = (points: number, some: Partial<Basis> = {}): Basis => ({
  kind: 'basis',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: 0,
  symbol: FRONT,
  futurePrice: price(1300 + points),
  spotValue: price(1300),
  basis: points * 100,
  basisPercent: (points / 1300) * 100,
  state: points === 0 ? 'par' : points > 0 ? 'premium' : 'discount',
  ...some,
})
const directions = (basis: readonly Basis[]) => run(basis, basisFlip()).map(({ direction }) => direction)

describe('basisFlip', () => {
  operatorContract<Basis, Alert>({
    operator: basisFlip,
    source: '  -p-d-e-|',
    inputs: { p: of(5), d: of(-2.5, { seq: 2, basisPercent: -0.1923 }), e: of(-3) },
    expected: '---x---|',
    outputs: {
      x: {
        kind: 'alert',
        seq: 2,
        exchangeTime: at('10:00:00'),
        receivedTime: 0,
        symbol: FRONT,
        alertType: 'basis_divergence',
        severity: 'warning',
        message: '41I1GC000: turned to a discount of 2.5 points (-0.19 %), 1,297.5 against 1,300',
        direction: 'discount',
        data: {
          basis: -2.5,
          basis_pct: -0.1923,
          futures_price: 1297.5,
          spot_value: 1300,
          direction: 'discount',
        },
        lineage: {
          rule: { par: 0 },
          state: { basis: -2.5, basis_before: 5, futures_price: 1297.5, spot_value: 1300 },
          evidence: [
            {
              seq: 1,
              exchangeTime: at('10:00:00'),
              what: 'basis before',
              values: { basis: 5, futures_price: 1305, spot_value: 1300 },
            },
            { seq: 2, exchangeTime: at('10:00:00'), what: 'future', values: { price: 1297.5 } },
            {
              seq: 2,
              exchangeTime: at('10:00:00'),
              what: 'basis',
              values: { basis: -2.5, futures_price: 1297.5, spot_value: 1300 },
            },
          ],
        },
      },
    },
  })

  it('A44: tells each turn with its direction', () => {
    expect(directions([of(1), of(-1), of(1), of(2), of(-1)])).toEqual(['discount', 'premium', 'discount'])
  })

  it('names the frames of both legs, each the one that brought its value', () => {
    const told = (seq: number, future: number, spot: number) =>
      of(future - spot, { seq, futurePrice: price(future), spotValue: price(spot) })
    const [alert] = run(
      [
        told(4, 1302, 1300),
        told(5, 1302, 1301),
        told(7, 1301.5, 1301),
        told(8, 1301.5, 1301),
        told(9, 1301.5, 1302),
      ],
      basisFlip(),
    )
    expect(alert?.lineage?.evidence.map(({ seq, what }) => `${seq} ${what}`)).toEqual([
      '7 future',
      '8 basis before',
      '9 index',
      '9 basis',
    ])
  })

  it('A26: takes par for no turn', () => {
    expect(directions([of(1), of(0), of(1)])).toEqual([])
    expect(directions([of(1), of(0), of(-1)])).toEqual(['discount'])
    expect(directions([of(0), of(-1)])).toEqual([])
  })

  it('A23: begins again when the contract changes, even at par', () => {
    const next = { symbol: '41I1H1000' }
    expect(directions([of(1), of(-1, next), of(-2), of(-1, next)])).toEqual([])
    expect(directions([of(1), of(0, next), of(-1)])).toEqual([])
  })

  it('A02: begins again with the trading day', () => {
    expect(directions([of(1), of(-1, { exchangeTime: at('09:00:00', '2026-11-23') })])).toEqual([])
  })
})
