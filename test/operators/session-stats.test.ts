import { describe, expect, it } from 'vitest'
import { sessionStats } from '../../operators/session-stats.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import type { Breakdown, Side, TradePhase } from '../../src/domain/market.ts'
import type { SessionStats } from '../../src/domain/outputs.ts'
import { turnover } from '../../src/domain/money.ts'
import { at, classifiedTrade, clock, gap, price, quote } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const none: Breakdown = {
  buyVolume: 0,
  sellVolume: 0,
  neutralVolume: 0,
  totalVolume: 0,
  buyValue: 0,
  sellValue: 0,
  neutralValue: 0,
  totalValue: 0,
}
const parts = { ato: none, continuous: none, atc: none, putThrough: none, other: none, gap: none }
const stamp = { seq: 1, exchangeTime: at('10:00:00'), receivedTime: at('10:00:00') }
const bought = { ...none, buyVolume: 100, totalVolume: 100, buyValue: 10_000_000, totalValue: 10_000_000 }
const both = { ...bought, sellVolume: 100, totalVolume: 200, sellValue: 10_000_000, totalValue: 20_000_000 }
const stats = (whole: Breakdown, some: Partial<SessionStats['parts']>): SessionStats => ({
  kind: 'session',
  ...stamp,
  symbol: 'FPT',
  ...whole,
  parts: { ...parts, ...some },
})
const last = (events: readonly ClassifiedEvent[]) => run(events, sessionStats()).at(-1)

const buy = classifiedTrade({ side: 'buy' })
const sell = classifiedTrade({ side: 'sell' })

describe('sessionStats', () => {
  operatorContract<ClassifiedEvent, SessionStats>({
    operator: sessionStats,
    source: '  -b-q-s-|',
    inputs: { b: buy, s: sell, q: quote() },
    expected: '-x---y-|',
    outputs: { x: stats(bought, { continuous: bought }), y: stats(both, { continuous: both }) },
  })

  it.each<[TradePhase, keyof SessionStats['parts']]>([
    ['ato', 'ato'],
    ['continuous', 'continuous'],
    ['atc', 'atc'],
    ['putThrough', 'putThrough'],
    ['plo', 'other'],
    ['other', 'other'],
  ])('A08: counts a trade of %s in %s', (phase, part) => {
    const sum = {
      ...none,
      neutralVolume: 100,
      totalVolume: 100,
      neutralValue: 10_000_000,
      totalValue: 10_000_000,
    }
    expect(last([classifiedTrade({ phase })])).toEqual(stats(sum, { [part]: sum }))
  })

  it('A08: gives a put-through trade to nobody, whoever the feed names', () => {
    expect(last([classifiedTrade({ phase: 'putThrough', side: 'buy' })])).toMatchObject({
      buyVolume: 0,
      neutralVolume: 100,
    })
  })

  it('A09: keeps the value of neutral trades', () => {
    expect(last([classifiedTrade({ phase: 'ato' }), buy])).toMatchObject({
      neutralValue: 10_000_000,
      totalValue: 20_000_000,
    })
  })

  it('counts a gap’s volume, without a value, and takes it back when the gap is filled', () => {
    const missing = { ...none, totalVolume: 300 }
    expect(last([gap({ missingVolume: 300 })])).toEqual(stats(missing, { gap: missing }))
    expect(last([gap({ missingVolume: 300 }), gap({ missingVolume: -300 })])).toEqual(stats(none, {}))
  })

  it('A05: begins again for one security when the feed counts anew', () => {
    const other = classifiedTrade({ symbol: 'ACB', side: 'buy' })
    const anew = classifiedTrade({ side: 'sell', restart: true })
    expect(last([buy, other, anew])).toMatchObject({ symbol: 'FPT', buyVolume: 0, totalVolume: 100 })
    expect(last([buy, other, anew, other])).toMatchObject({ symbol: 'ACB', totalVolume: 200 })
    expect(last([buy, gap({ restart: true }), sell])).toMatchObject({ buyVolume: 0, totalVolume: 200 })
  })

  it('A01: begins again with the first data of a trading day, and not with a clock', () => {
    const exchangeTime = at('09:20:00', '2026-11-23')
    expect(last([buy, clock({ exchangeTime }), buy])).toMatchObject({ totalVolume: 200 })
    expect(last([buy, quote({ symbol: 'ACB', exchangeTime }), { ...buy, exchangeTime }])).toMatchObject({
      totalVolume: 100,
    })
  })

  it('never writes to what it emitted', () => {
    const out = run([buy, sell, gap()], sessionStats())
    expect(out[0]).toEqual(stats(bought, { continuous: bought }))
    expect(out[1]).toEqual(stats(both, { continuous: both }))
  })

  const phases: TradePhase[] = ['ato', 'continuous', 'atc', 'plo', 'putThrough', 'other']
  const sides: Side[] = ['buy', 'sell', 'neutral']
  const anyTrade = fc
    .record({
      volume: fc.integer({ min: 1, max: 1e6 }),
      paid: fc.integer({ min: 1, max: 2000 }).map((n) => price(n * 100)),
      phase: fc.constantFrom(...phases),
      side: fc.constantFrom(...sides),
      symbol: fc.constantFrom('FPT', 'ACB'),
    })
    .map(({ paid, volume, ...rest }) =>
      classifiedTrade({ ...rest, volume, price: paid, value: turnover(paid, volume) }),
    )
  const anyGap = fc.integer({ min: 1, max: 1e6 }).map((missingVolume) => gap({ missingVolume }))
  test.prop([fc.array(fc.oneof(anyTrade, anyGap), { minLength: 1 })])(
    'A09: the parts add up to the whole, and the sides and the gap to the total',
    (events) => {
      for (const { parts, ...whole } of run(events, sessionStats())) {
        for (const field of Object.keys(none) as (keyof Breakdown)[]) {
          expect(Object.values(parts).reduce((sum, part) => sum + part[field], 0)).toBe(whole[field])
        }
        const { buyVolume, sellVolume, neutralVolume } = whole
        expect(buyVolume + sellVolume + neutralVolume + parts.gap.totalVolume).toBe(whole.totalVolume)
        expect(whole.buyValue + whole.sellValue + whole.neutralValue).toBe(whole.totalValue)
      }
    },
  )
})
