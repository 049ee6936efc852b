import { describe, expect, it } from 'vitest'
import { sessionBreak, type SessionBreak } from '../../operators/session-break.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, gap, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const after = (second: number) => at('10:00:00') + second * 1000
const paid = (second: number, vnd: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ exchangeTime: after(second), price: price(vnd), ...some })
const breaks = (events: readonly ClassifiedEvent[], stood = 60_000) => run(events, sessionBreak({ stood }))

describe('sessionBreak', () => {
  const seen = (some: Partial<SessionBreak>): SessionBreak => ({
    kind: 'sessionBreak',
    seq: 1,
    exchangeTime: after(300),
    receivedTime: after(300),
    symbol: 'FPT',
    direction: 'high',
    price: price(101),
    previous: price(100),
    stood: 300_000,
    whole: true,
    ...some,
  })
  operatorContract<ClassifiedEvent, SessionBreak>({
    operator: sessionBreak,
    source: '  -a-b-c-d-|',
    inputs: {
      a: paid(0, 100),
      b: paid(300, 101, { seq: 2 }),
      c: paid(301, 102, { seq: 3 }),
      d: paid(400, 99, { seq: 4 }),
    },
    expected: '---x---y-|',
    outputs: {
      x: seen({ seq: 2 }),
      y: seen({
        seq: 4,
        exchangeTime: after(400),
        receivedTime: after(400),
        direction: 'low',
        price: price(99),
        stood: 400_000,
      }),
    },
  })

  it('tells of the first trade of a run only', () => {
    const run = [paid(0, 100), paid(60, 101), paid(61, 102), paid(120, 103), paid(180, 104)]
    expect(breaks(run).map(({ price: at, stood }) => [at / 100, stood])).toEqual([
      [101, 60_000],
      [104, 60_000],
    ])
  })

  it('needs more than the price before, and more time than asked for at least', () => {
    expect(breaks([paid(0, 100), paid(60, 100), paid(119, 101)])).toHaveLength(1)
    expect(breaks([paid(0, 100), paid(59, 101)])).toEqual([])
  })

  it('lets late prices count without being told, and agreed ones not at all', () => {
    expect(breaks([paid(0, 100), paid(60, 105, { late: true }), paid(120, 104)])).toEqual([])
    expect(breaks([paid(0, 100), paid(60, 105, { phase: 'putThrough' }), paid(120, 104)])).toMatchObject([
      { previous: price(100) },
    ])
  })

  it('says whether it was told of all before', () => {
    expect(breaks([gap({ exchangeTime: after(0) }), paid(0, 100), paid(60, 101)])).toMatchObject([
      { whole: false },
    ])
    expect(breaks([gap({ symbol: 'ACB' }), paid(0, 100), paid(60, 101)])).toMatchObject([{ whole: true }])
  })

  it('A01: begins anew with each trading day', () => {
    const tomorrow = paid(0, 200, { exchangeTime: at('09:15:00', '2026-11-23') })
    expect(breaks([gap(), paid(0, 100), tomorrow])).toEqual([])
  })

  test.prop([
    fc.array(fc.record({ wait: fc.nat(100), vnd: fc.integer({ min: 95, max: 105 }) }), { maxLength: 60 }),
  ])('tells of every new extreme where no time is asked for, and of nothing else', (steps) => {
    let second = 0
    const trades = steps.map(({ wait, vnd }) => paid((second += wait), vnd))
    const extremes = steps.filter(({ vnd }, i) => {
      const before = steps.slice(0, i).map((step) => step.vnd)
      return i > 0 && (vnd > Math.max(...before) || vnd < Math.min(...before))
    })
    expect(breaks(trades, 0).map(({ price: at }) => at / 100)).toEqual(extremes.map(({ vnd }) => vnd))
  })
})
