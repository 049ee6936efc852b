import { describe, expect, it } from 'vitest'
import { putThroughFlow, type PutThroughFlow } from '../../operators/put-through-flow.ts'
import type { ClassifiedEvent, PutThrough } from '../../src/domain/event.ts'
import { at, classifiedTrade, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const deal = (vnd: number, volume: number, some: Partial<PutThrough> = {}): PutThrough => ({
  kind: 'putThrough',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  venue: 'HOSE',
  price: price(vnd),
  volume,
  totalVolume: undefined,
  totalValue: undefined,
  ...some,
})
const seen = (some: Partial<PutThroughFlow>): PutThroughFlow => ({
  kind: 'putThroughFlow',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  price: price(90_000),
  volume: 20_000,
  premiumPercent: undefined,
  deals: 1,
  totalVolume: 20_000,
  totalValue: 1_800_000_000,
  missingVolume: undefined,
  ...some,
})
const flows = (events: readonly ClassifiedEvent[]) => run(events, putThroughFlow())

describe('putThroughFlow', () => {
  operatorContract<ClassifiedEvent, PutThroughFlow>({
    operator: putThroughFlow,
    source: '  -a-t-b-|',
    inputs: {
      a: deal(90_000, 20_000),
      t: classifiedTrade(),
      b: deal(90_000, 10_000, { seq: 2, totalVolume: 35_000 }),
    },
    expected: '-x---y-|',
    outputs: {
      x: seen({}),
      y: seen({
        seq: 2,
        volume: 10_000,
        premiumPercent: -10,
        deals: 2,
        totalVolume: 30_000,
        totalValue: 2_700_000_000,
        missingVolume: 5000,
      }),
    },
  })

  it('A08: takes a deal that its feed tells as a trade', () => {
    const agreed = classifiedTrade({ phase: 'putThrough', volume: 20_000, price: price(90_000) })
    expect(flows([agreed, agreed])).toEqual([
      seen({}),
      seen({ deals: 2, totalVolume: 40_000, totalValue: 3_600_000_000 }),
    ])
  })

  it('compares with the last price in the book, not with late or agreed ones', () => {
    const events = [
      classifiedTrade(),
      classifiedTrade({ price: price(1), late: true }),
      classifiedTrade({ price: price(1), phase: 'putThrough' }),
      classifiedTrade({ price: price(1), symbol: 'ACB' }),
    ]
    expect(flows([...events, deal(105_000, 1)]).at(-1)?.premiumPercent).toBe(5)
  })

  it('A04: values contracts by the point', () => {
    expect(flows([deal(1300.5, 2, { symbol: '41I1GC000', venue: 'DERIVATIVES' })])).toMatchObject([
      { totalValue: 260_100_000 },
    ])
  })

  it('A01: begins again with a trading day, and leaves out a deal of one that is over', () => {
    const exchangeTime = at('09:15:00', '2026-11-23')
    expect(
      flows([classifiedTrade(), deal(90_000, 20_000), deal(90_000, 20_000, { exchangeTime }), deal(1, 1)]),
    ).toMatchObject([
      { deals: 1, premiumPercent: -10 },
      { deals: 1, premiumPercent: undefined },
    ])
  })

  test.prop([
    fc.array(fc.record({ vnd: fc.integer({ min: 1, max: 1e5 }), volume: fc.integer({ min: 1, max: 1e6 }) })),
  ])('adds up to the deals', (given) => {
    const out = flows(given.map(({ vnd, volume }) => deal(vnd, volume))).at(-1)
    expect(out?.deals ?? 0).toBe(given.length)
    expect(out?.totalVolume ?? 0).toBe(given.reduce((sum, { volume }) => sum + volume, 0))
    expect(out?.totalValue ?? 0).toBe(given.reduce((sum, { vnd, volume }) => sum + vnd * volume, 0))
  })
})
