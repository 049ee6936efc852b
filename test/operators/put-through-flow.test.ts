import { pipe } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { classify } from '../../operators/classify.ts'
import { gaps } from '../../operators/gaps.ts'
import { putThroughFlow, type PutThroughFlow } from '../../operators/put-through-flow.ts'
import type { ClassifiedEvent, ClassifiedTrade, DecodedEvent } from '../../src/domain/event.ts'
import { turnover } from '../../src/domain/money.ts'
import { pointValue } from '../../src/market/point-value.ts'
import { at, classifiedTrade, price, putThrough } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

/** A deal as it comes out of the feed's own word, `said`, or of a feed that tells deals as trades. */
const deal = (vnd: number, volume: number, some: Partial<ClassifiedTrade> = {}): ClassifiedTrade =>
  classifiedTrade({
    price: price(vnd),
    volume,
    value: turnover(price(vnd), volume, pointValue(some.symbol ?? 'FPT')),
    phase: 'putThrough',
    side: 'neutral',
    basis: 'none',
    ...some,
  })
const said = (totalVolume: number | undefined, some: Parameters<typeof putThrough>[0] = {}) =>
  putThrough({ totalVolume, ...some })
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
/** Of what a feed tells, as the ordered stream hands it on. */
const flowsOfFeed = (events: readonly DecodedEvent[]) =>
  run(events, pipe(gaps(), classify(), putThroughFlow()))

describe('putThroughFlow', () => {
  operatorContract<ClassifiedEvent, PutThroughFlow>({
    operator: putThroughFlow,
    source: '  -a-t-sb-|',
    inputs: {
      a: deal(90_000, 20_000),
      t: classifiedTrade(),
      s: said(35_000, { seq: 2 }),
      b: deal(90_000, 10_000, { seq: 2 }),
    },
    expected: '-x----y-|',
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
    const agreed = deal(90_000, 20_000)
    expect(flows([agreed, agreed])).toEqual([
      seen({}),
      seen({ deals: 2, totalVolume: 40_000, totalValue: 3_600_000_000 }),
    ])
  })

  it('takes a deal once that its feed tells apart, and once more, and that is a trade behind it', () => {
    const events = [said(20_000), deal(90_000, 20_000), said(20_000)]
    expect(flows(events)).toEqual([seen({ missingVolume: 0 })])
    expect(flowsOfFeed([putThrough(), putThrough()])).toMatchObject([
      { deals: 1, totalVolume: 20_000, missingVolume: 0 },
    ])
  })

  it("adds the feed's totals of all boards, and knows none when one has none", () => {
    const [first, second] = [said(500, { board: 'T1' }), said(900, { board: 'T3' })]
    const missing = (events: readonly ClassifiedEvent[]) =>
      flows(events).map(({ missingVolume }) => missingVolume)
    expect(missing([first, deal(1, 500), second, deal(1, 600)])).toEqual([0, 300])
    expect(missing([first, deal(1, 500), said(undefined, { board: 'T4' }), deal(1, 7)])).toEqual([
      0,
      undefined,
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
    const agreed = putThrough({
      price: price(1300.5),
      volume: 2,
      totalVolume: 2,
      symbol: '41I1GC000',
      venue: 'DERIVATIVES',
    })
    expect(flowsOfFeed([agreed])).toMatchObject([{ totalValue: 260_100_000 }])
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
