import { describe, expect, it } from 'vitest'
import { depth, type Depth } from '../../operators/depth.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, price, quote } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const side = (levels: readonly (readonly [number, number])[]) =>
  levels.map(([vnd, volume]) => ({ price: price(vnd), volume }))
const deep = (some: Partial<Depth>): Depth => ({
  kind: 'depth',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  bidLevels: 0,
  askLevels: 0,
  bidVolume: 0,
  askVolume: 0,
  bidValue: 0,
  askValue: 0,
  ...some,
})

describe('depth', () => {
  const bids = side([
    [100, 5],
    [99, 7],
    [98, 1],
  ])
  operatorContract<ClassifiedEvent, Depth>({
    operator: () => depth({ levels: 2 }),
    source: '  -a-t-b-|',
    inputs: { a: quote({ bids, asks: side([[101, 3]]) }), t: classifiedTrade(), b: quote({ seq: 2 }) },
    expected: '-x---y-|',
    outputs: {
      x: deep({ bidLevels: 2, askLevels: 1, bidVolume: 12, askVolume: 3, bidValue: 1193, askValue: 303 }),
      y: deep({ seq: 2 }),
    },
  })

  it('looks into ten levels when nothing else is said', () => {
    const asks = side(Array.from({ length: 12 }, (_, i) => [100 + i, 1] as const))
    expect(run([quote({ asks })], depth())).toMatchObject([{ askLevels: 10, askVolume: 10 }])
  })

  it('A04: values contracts by the point', () => {
    const future = quote({ symbol: '41I1GC000', venue: 'DERIVATIVES', bids: side([[1300.1, 2]]) })
    expect(run([future], depth())).toMatchObject([{ bidValue: 260_020_000 }])
  })

  it('refuses levels that are none', () => {
    expect(() => depth({ levels: 0 })).toThrow(RangeError)
  })

  const book = fc.array(fc.tuple(fc.integer({ min: 1, max: 1e5 }), fc.integer({ min: 1, max: 1e6 })), {
    maxLength: 10,
  })
  test.prop([book, fc.integer({ min: 1, max: 9 })])('never lessens with one more level', (levels, few) => {
    const [less, more] = [few, few + 1].map(
      (n) => run([quote({ bids: side(levels) })], depth({ levels: n }))[0]!,
    )
    expect(more!.bidVolume - less!.bidVolume).toBe(levels[few]?.[1] ?? 0)
    expect(more!.bidValue - less!.bidValue).toBe((levels[few]?.[0] ?? 0) * (levels[few]?.[1] ?? 0))
    expect(more!.bidLevels).toBe(Math.min(few + 1, levels.length))
  })
})
