import { describe, expect, it } from 'vitest'
import { spike } from '../../operators/spike.ts'
import type { ClassifiedEvent, ClassifiedTrade } from '../../src/domain/event.ts'
import type { Alert } from '../../src/domain/outputs.ts'
import { at, classifiedTrade, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

/** A trade of a volume, so many seconds after 10:00. */
const traded = (volume: number, second = 0, some: Partial<ClassifiedTrade> = {}) =>
  classifiedTrade({ volume, exchangeTime: at('10:00:00') + second * 1000, ...some })
const ten = (some: Partial<ClassifiedTrade> = {}) =>
  Array.from({ length: 10 }, (_, i) => traded(100, i, some))
const alerts = (events: readonly ClassifiedEvent[]) => run(events, spike())

describe('spike', () => {
  const sized = Object.fromEntries(Array.from('abcdefghij').map((letter, i) => [letter, traded(100 + i, i)]))
  operatorContract<ClassifiedEvent, Alert>({
    operator: spike,
    source: '  -abcdefghij-k-|',
    inputs: { ...sized, k: traded(315, 30, { seq: 9, side: 'buy', price: price(135_000) }) },
    expected: '------------x-|',
    outputs: {
      x: {
        kind: 'alert',
        seq: 9,
        exchangeTime: at('10:00:30'),
        receivedTime: at('10:00:30'),
        symbol: 'FPT',
        alertType: 'volume_spike',
        severity: 'warning',
        message:
          'FPT: 315 shares in one trade at 135,000 VND, 3 times the mean of the last 20 minutes (104.5 shares)',
        direction: 'buy',
        data: { last_vol: 315, avg_vol: 104.5, ratio: 3, price: 135_000, direction: 'buy' },
        lineage: {
          rule: { ratio: 3, minutes: 20, samples: 10 },
          state: {
            volume: 315,
            mean: 104.5,
            limit: 313.5,
            earlier_trades: 10,
            earlier_volume: 1_045,
            venue: 'HOSE',
          },
          evidence: [
            {
              seq: 9,
              exchangeTime: at('10:00:30'),
              what: 'trade',
              values: { price: 135_000, volume: 315, side: 'buy' },
            },
          ],
          from: 1,
        },
      },
    },
  })

  it('A40: compares with the trades before, strictly', () => {
    expect(alerts([...ten(), traded(300, 11)])).toEqual([])
    expect(alerts([...ten(), traded(301, 11)])).toMatchObject([
      { data: { avg_vol: 100, ratio: 3, last_vol: 301 } },
    ])
  })

  it('says with which trade the mean begins, which grows too old by whole minutes', () => {
    const numbered = [0, 30, 70].map((second, i) => traded(100, second, { seq: 11 + i }))
    const busy = ten().map((trade, i) => ({
      ...trade,
      seq: 21 + i,
      exchangeTime: trade.exchangeTime + 120_000,
    }))
    const from = (second: number) => alerts([...numbered, ...busy, traded(900, second)])[0]?.lineage?.from
    expect([20 * 60 - 1, 20 * 60, 21 * 60].map(from)).toEqual([11, 13, 21])
  })

  it('A40: needs ten earlier trades', () => {
    expect(alerts([...ten().slice(1), traded(1000, 11)])).toEqual([])
  })

  it('counts a spike for those after it', () => {
    // (10 × 100 + 1,000) / 11 = 181.8
    expect(alerts([...ten(), traded(1000, 11), traded(500, 12)])).toHaveLength(1)
    expect(alerts([...ten(), traded(1000, 11), traded(550, 12)])).toHaveLength(2)
  })

  it('A41: looks back over minutes, not over a number of trades', () => {
    const busy = Array.from({ length: 5000 }, (_, i) => traded(i < 2500 ? 100 : 300, i / 10))
    // Mean 200 over all of them; the last 1,200 alone would have 300.
    expect(alerts([...busy, traded(601, 501)])).toMatchObject([{ data: { avg_vol: 200 } }])
    expect(alerts([...ten(), traded(301, 19 * 60)])).toHaveLength(1)
    expect(alerts([...ten(), traded(301, 20 * 60)])).toEqual([])
  })

  it.each(['ato', 'atc', 'plo', 'putThrough', 'other'] as const)('A42: leaves trades of %s out', (phase) => {
    expect(alerts([...ten(), traded(1e6, 11, { phase })])).toEqual([])
    expect(alerts([...ten({ phase }), traded(1e6, 11)])).toEqual([])
  })

  it('leaves futures out, and keeps securities apart', () => {
    expect(alerts([...ten({ venue: 'DERIVATIVES' }), traded(1000, 11, { venue: 'DERIVATIVES' })])).toEqual([])
    expect(alerts([...ten(), traded(1000, 11, { symbol: 'ACB' })])).toEqual([])
  })

  it('A47: names the aggressor', () => {
    for (const side of ['buy', 'sell', 'neutral'] as const) {
      expect(alerts([...ten(), traded(1000, 11, { side })])).toMatchObject([
        { direction: side, data: { direction: side } },
      ])
    }
  })

  it('A02: begins each trading day anew', () => {
    expect(alerts([...ten(), traded(1000, 0, { exchangeTime: at('10:00:11', '2026-11-23') })])).toEqual([])
  })

  test.prop([
    fc.array(fc.record({ volume: fc.integer({ min: 1, max: 1000 }), wait: fc.nat(120) }), { maxLength: 120 }),
  ])('alerts exactly where the mean of the earlier trades in the window is exceeded', (steps) => {
    let second = 0
    const trades = steps.map(({ volume, wait }) => traded(volume, (second += wait)))
    const minuteOf = ({ exchangeTime }: ClassifiedTrade) => Math.floor(exchangeTime / 60_000)
    const expected = trades.filter((trade, i) => {
      const before = trades.slice(0, i).filter((other) => minuteOf(other) > minuteOf(trade) - 20)
      const sum = before.reduce((total, { volume }) => total + volume, 0)
      return before.length >= 10 && trade.volume > 3 * (sum / before.length)
    })
    expect(alerts(trades).map(({ data }) => data['last_vol'])).toEqual(expected.map(({ volume }) => volume))
  })
})
