import { describe, expect, it } from 'vitest'
import { basis } from '../../operators/basis.ts'
import type { ClassifiedEvent, ClassifiedTrade } from '../../src/domain/event.ts'
import type { Basis } from '../../src/domain/outputs.ts'
import { at, classifiedTrade, clock, index, price } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

const FRONT = '41I1GC000'
const future = (points: number, some: Partial<ClassifiedTrade> = {}) =>
  classifiedTrade({ symbol: FRONT, venue: 'DERIVATIVES', price: price(points), ...some })
const spot = (points: number, some: Parameters<typeof index>[0] = {}) =>
  index({ value: price(points), ...some })
const told = (events: readonly ClassifiedEvent[]) =>
  run(events, basis()).map(({ symbol, basis: points, state }) => `${symbol} ${points / 100} ${state}`)

describe('basis', () => {
  operatorContract<ClassifiedEvent, Basis>({
    operator: basis,
    source: '  -i-f-j-|',
    inputs: { i: spot(1300), f: future(1305.2, { seq: 2 }), j: spot(1306.5, { seq: 3 }) },
    expected: '---x-y-|',
    outputs: {
      x: {
        kind: 'basis',
        seq: 2,
        exchangeTime: at('10:00:00'),
        receivedTime: at('10:00:00'),
        symbol: FRONT,
        futurePrice: price(1305.2),
        spotValue: price(1300),
        basis: 520,
        basisPercent: 0.4,
        state: 'premium',
      },
      y: {
        kind: 'basis',
        seq: 3,
        exchangeTime: at('10:00:00'),
        receivedTime: at('10:00:00'),
        symbol: FRONT,
        futurePrice: price(1305.2),
        spotValue: price(1306.5),
        basis: -130,
        basisPercent: -0.0995,
        state: 'discount',
      },
    },
  })

  it('A23: keeps the basis of each contract apart', () => {
    const next = '41I1H1000'
    expect(told([spot(1300), future(1305), future(1297, { symbol: next }), spot(1301)])).toEqual([
      `${FRONT} 5 premium`,
      `${next} -3 discount`,
      `${FRONT} 4 premium`,
      `${next} -4 discount`,
    ])
  })

  it('A24: follows the index, once for each change of it', () => {
    expect(told([future(1305), spot(1300), spot(1300), spot(1304)])).toEqual([
      `${FRONT} 5 premium`,
      `${FRONT} 1 premium`,
    ])
  })

  it('goes back to no value of the index that came late', () => {
    const later = (second: number) => ({ exchangeTime: at(`10:00:0${second}`) })
    expect(
      told([spot(1300, later(0)), future(1305), spot(1302, later(5)), spot(1290, later(4)), future(1306)]),
    ).toEqual([`${FRONT} 5 premium`, `${FRONT} 3 premium`, `${FRONT} 4 premium`])
  })

  it('A26: calls equal par', () => {
    expect(told([spot(1300), future(1300)])).toEqual([`${FRONT} 0 par`])
  })

  it('A30: knows futures by either code, and by a rolling label', () => {
    for (const symbol of ['VN30F2512', '41I1F8000', 'VN30F1M']) {
      expect(told([spot(1300), future(1301, { symbol })])).toEqual([`${symbol} 1 premium`])
    }
  })

  it('takes futures and values of its own index only', () => {
    const others = ['41I2GC000', 'VN100F2512', '41B5GC000', 'FPT'].map((symbol) => future(1305, { symbol }))
    expect(told([spot(1300), ...others])).toEqual([])
    expect(told([spot(1300, { indexId: 'VN100' }), future(1305)])).toEqual([])
    const [other] = run(
      [spot(2000, { indexId: 'VN100' }), future(1999, { symbol: '41I2GC000' })],
      basis({ index: 'VN100' }),
    )
    expect(other).toMatchObject({ basis: -100, basisPercent: -0.05 })
  })

  it('leaves agreed prices out', () => {
    expect(told([spot(1300), future(1400, { phase: 'putThrough' }), spot(1301)])).toEqual([])
  })

  it('leaves out a trade that comes after a later one: its price is not the price of now', () => {
    expect(told([spot(1300), future(1305), future(1300, { late: true }), spot(1301)])).toEqual([
      `${FRONT} 5 premium`,
      `${FRONT} 4 premium`,
    ])
  })

  it('A02: begins each trading day without prices, and takes none from the day before', () => {
    const exchangeTime = at('09:20:00', '2026-11-23')
    expect(told([spot(1300), future(1305, { exchangeTime })])).toEqual([])
    expect(told([future(1305), spot(1300, { exchangeTime })])).toEqual([])
    expect(told([future(1305, { exchangeTime }), spot(1300)])).toEqual([])
    expect(told([spot(1300), clock({ exchangeTime }), future(1305)])).toHaveLength(1)
  })

  it('rounds the percentage half away from zero, to four decimals', () => {
    const percent = (points: number, value: number) =>
      run([spot(value), future(points)], basis())[0]?.basisPercent
    expect(percent(1300.1, 1300)).toBe(0.0077)
    expect(percent(1000.01, 1000)).toBe(0.001)
    expect(percent(2000.005 + 0.005, 2000)).toBe(0.0005)
    expect(percent(1999.99, 2000)).toBe(-0.0005)
  })
})
