import { describe, expect, it } from 'vitest'
import { vwap, type Vwap } from '../../operators/vwap.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { turnover } from '../../src/domain/money.ts'
import { at, classifiedTrade, gap, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const paid = (vnd: number, volume: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ price: price(vnd), volume, ...some })
const averages = (events: readonly ClassifiedEvent[]) => run(events, vwap()).map((each) => each.vwap / 100)

const average = (some: Partial<Vwap>): Vwap => ({
  kind: 'vwap',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  vwap: 10_000_000,
  volume: 100,
  value: 10_000_000,
  ...some,
})

describe('vwap', () => {
  operatorContract<ClassifiedEvent, Vwap>({
    operator: vwap,
    source: '  -a-b-|',
    inputs: { a: paid(100_000, 100), b: paid(106_000, 200, { seq: 2 }) },
    expected: '-x-y-|',
    outputs: { x: average({}), y: average({ seq: 2, vwap: 10_400_000, volume: 300, value: 31_200_000 }) },
  })

  it('takes auctions in, and leaves out deals that were agreed', () => {
    const ato = paid(100, 1, { phase: 'ato' })
    expect(averages([ato, paid(9000, 9, { phase: 'putThrough' }), paid(200, 1)])).toEqual([100, 150])
  })

  it('begins again with a trading day, and where the feed counts anew', () => {
    const exchangeTime = at('09:15:00', '2026-11-23')
    expect(averages([paid(100, 1), paid(200, 1, { exchangeTime })])).toEqual([100, 200])
    expect(averages([paid(100, 1), paid(200, 1, { restart: true })])).toEqual([100, 200])
    expect(averages([paid(100, 1), gap({ restart: true }), paid(200, 1)])).toEqual([100, 200])
    expect(averages([paid(100, 1), gap(), paid(200, 1)])).toEqual([100, 150])
  })

  it('A04: counts a point of a future at what it is worth', () => {
    const symbol = '41I1GC000'
    const at1300 = paid(1300.1, 2, { symbol, value: turnover(price(1300.1), 2, 100_000) })
    const at1301 = paid(1300.4, 1, { symbol, value: turnover(price(1300.4), 1, 100_000) })
    expect(averages([at1300, at1301])).toEqual([1300.1, 1300.2])
  })

  const trades = fc.array(
    fc.record({ vnd: fc.integer({ min: 100, max: 300_000 }), volume: fc.integer({ min: 1, max: 1e6 }) }),
    { minLength: 1, maxLength: 50 },
  )
  test.prop([trades])('is exact, and between the lowest and the highest price', (given) => {
    const out = run(
      given.map(({ vnd, volume }) => paid(vnd, volume)),
      vwap(),
    )
    const value = given.reduce((sum, { vnd, volume }) => sum + BigInt(vnd) * BigInt(volume), 0n)
    const volume = given.reduce((sum, each) => sum + each.volume, 0)
    expect(out.at(-1)).toMatchObject({ value: Number(value), volume, vwap: (Number(value) * 100) / volume })
    const prices = given.map(({ vnd }) => vnd)
    expect(out.at(-1)!.vwap).toBeGreaterThanOrEqual(Math.min(...prices) * 100)
    expect(out.at(-1)!.vwap).toBeLessThanOrEqual(Math.max(...prices) * 100)
  })
})
