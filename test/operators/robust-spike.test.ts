import { describe, expect, it } from 'vitest'
import { robustSpike, type RobustSpike, type RobustSpikeOptions } from '../../operators/robust-spike.ts'
import { spike } from '../../operators/spike.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const after = (second: number) => at('10:00:00') + second * 1000
const traded = (volume: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ volume, ...some })
const spikes = (events: readonly ClassifiedEvent[], options: RobustSpikeOptions = {}) =>
  run(events, robustSpike({ samples: 3, ...options }))
const volumes = (...all: number[]) => all.map((volume) => traded(volume))

describe('robustSpike', () => {
  const spiked: RobustSpike = {
    kind: 'robustSpike',
    seq: 9,
    exchangeTime: after(0),
    receivedTime: after(0),
    symbol: 'FPT',
    price: price(100_000),
    side: 'buy',
    volume: 5000,
    median: 500,
    mad: 200,
    score: 4500 / (1.4826 * 200),
  }
  operatorContract<ClassifiedEvent, RobustSpike>({
    operator: () => robustSpike({ samples: 3 }),
    source: '  -a-b-c-s-|',
    inputs: { a: traded(300), b: traded(500), c: traded(900), s: traded(5000, { seq: 9, side: 'buy' }) },
    expected: '-------x-|',
    outputs: { x: spiked },
  })

  it('sees a spike that hides behind one before it, where the mean does not', () => {
    const day = volumes(...Array.from({ length: 20 }, (_, i) => 400 + (i % 5) * 100), 200_000, 20_000)
    expect(spikes(day).map(({ volume }) => volume)).toEqual([200_000, 20_000])
    expect(run(day, spike({ samples: 3 })).map(({ data }) => data['last_vol'])).toEqual([200_000])
  })

  it('takes a round lot for the least deviation', () => {
    expect(spikes(volumes(100, 100, 100, 1500))).toEqual([])
    expect(spikes(volumes(100, 100, 100, 1600))).toMatchObject([{ mad: 0, score: 1500 / 148.26 }])
    expect(spikes(volumes(100, 100, 100, 1500), { score: 9 })).toHaveLength(1)
  })

  it('needs enough earlier trades, of the last minutes', () => {
    expect(run(volumes(100, 100, 9000), robustSpike())).toEqual([])
    const old = [1, 2, 3].map(() => traded(100, { exchangeTime: after(0) }))
    const at1 = (second: number) => traded(9000, { exchangeTime: after(second) })
    expect(spikes([...old, at1(59)], { minutes: 1 })).toHaveLength(1)
    expect(spikes([...old, at1(60)], { minutes: 1 })).toEqual([])
  })

  it('is of the last trades, as many as are asked for', () => {
    const events = volumes(9000, 9000, 9000, 100, 100, 100, 5000)
    expect(spikes(events, { most: 3 })).toMatchObject([{ median: 100 }])
    expect(spikes(events, { most: 6 })).toEqual([])
  })

  it('A42: leaves auctions, agreed deals and futures out', () => {
    for (const some of [
      { phase: 'ato' as const },
      { phase: 'putThrough' as const },
      { venue: 'DERIVATIVES' as const },
    ]) {
      expect(spikes([...volumes(100, 100, 100), traded(90_000, some)])).toEqual([])
      expect(spikes([...[1, 2, 3].map(() => traded(100, some)), traded(90_000)])).toEqual([])
    }
  })

  it('A01: begins each trading day without earlier trades', () => {
    const exchangeTime = at('09:15:00', '2026-11-23')
    expect(spikes([...volumes(100, 100, 100), traded(9000, { exchangeTime })], { minutes: 1e5 })).toEqual([])
  })

  it('refuses numbers of trades that make no median', () => {
    expect(() => robustSpike({ samples: 0 })).toThrow(RangeError)
    expect(() => robustSpike({ samples: 20, most: 10 })).toThrow(RangeError)
  })

  const steps = fc.array(fc.record({ wait: fc.nat(20), volume: fc.integer({ min: 1, max: 40 }) }), {
    minLength: 2,
    maxLength: 90,
  })
  test.prop([steps, fc.integer({ min: 1, max: 60 })])('is by the medians of sorted lists', (given, most) => {
    let second = 0
    const trades = given.map(({ wait, volume }) => ({ second: (second += wait), volume }))
    const median = (values: readonly number[]) => {
      const sorted = [...values].sort((a, b) => a - b)
      return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
    }
    const expected = trades.slice(1).map((trade, i) => {
      const before = trades
        .slice(0, i + 1)
        .filter((each) => each.second > trade.second - 120)
        .slice(-most)
        .map(({ volume }) => volume)
      const middle = median(before)
      return before.length === 0 ? undefined : [middle, median(before.map((each) => Math.abs(each - middle)))]
    })
    const out = spikes(
      trades.map((trade) => traded(trade.volume, { exchangeTime: after(trade.second) })),
      { samples: 1, most, minutes: 2, score: -Infinity },
    )
    expect(out.map(({ median: middle, mad }) => [middle, mad])).toEqual(expected.filter(Boolean))
  })
})
