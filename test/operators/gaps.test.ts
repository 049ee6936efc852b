import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { gaps } from '../../operators/gaps.ts'
import type { DecodedEvent, Gap, LastTrade, MarketEvent, Trade } from '../../src/domain/event.ts'
import { at, band, clock, gap, last, price, quote, trade } from '../../src/testing/index.ts'
import { operatorContract, run } from './contract.ts'

/** A last trade by its total, its volume and its second after 10:00. */
const told = (totalVolume: number, volume: number | undefined, second = 0, some: Partial<LastTrade> = {}) =>
  last({ totalVolume, volume, exchangeTime: at('10:00:00') + second * 1000, ...some })

/** `volume` of a trade, `~volume` of a gap, `!` before what begins a new count. */
const growth = (events: readonly DecodedEvent[]) =>
  run(events, gaps()).flatMap((event) => {
    if (event.kind === 'trade') return `${event.restart ? '!' : ''}${event.volume}`
    return event.kind === 'gap' ? `${event.restart ? '!' : ''}~${event.missingVolume}` : []
  })
const gapsIn = (events: readonly DecodedEvent[]) =>
  run(events, gaps()).filter((event): event is Gap => event.kind === 'gap')
const tradesIn = (events: readonly DecodedEvent[]) =>
  run(events, gaps()).filter((event): event is Trade => event.kind === 'trade')

describe('gaps', () => {
  operatorContract<DecodedEvent, MarketEvent>({
    operator: gaps,
    source: '  -a-a---b---|',
    inputs: { a: told(100, 100), b: told(500, 100, 5, { seq: 2 }) },
    expected: '-x-----(gy)|',
    outputs: {
      x: trade(),
      g: gap({
        seq: 2,
        exchangeTime: at('10:00:05'),
        from: at('10:00:00'),
        to: at('10:00:05'),
        missingVolume: 300,
      }),
      y: trade({ seq: 2, exchangeTime: at('10:00:05') }),
    },
  })

  it('A05: takes a repeated total for a change of the book, and no trade', () => {
    expect(growth([told(100, 100), told(100, 100, 1), told(300, 200, 2), told(300, 200, 3)])).toEqual([
      '100',
      '200',
    ])
  })

  it('A05: records what grew beyond the last trade as a gap before it', () => {
    expect(growth([told(100, 100), told(400, 100, 1)])).toEqual(['100', '~200', '100'])
    expect(growth([told(100, 100), told(400, undefined, 1, { price: undefined })])).toEqual(['100', '~300'])
    expect(growth([told(100, 100), told(150, 200, 1)])).toEqual(['100', '50'])
  })

  it('says whether volume was traded before the first message of the day, or lost later', () => {
    const [start, lost] = gapsIn([told(1000, 100), told(1500, 100, 7)])
    expect(start).toMatchObject({ missingVolume: 900, reason: 'start', from: undefined, to: at('10:00:00') })
    expect(lost).toMatchObject({
      missingVolume: 400,
      reason: 'lost',
      from: at('10:00:00'),
      to: at('10:00:07'),
    })
    expect(gapsIn([told(0, undefined), told(500, 100, 3)])).toMatchObject([
      { reason: 'lost', missingVolume: 400 },
    ])
  })

  it('drops a late message that was told before, and one that only partly fits a gap', () => {
    expect(growth([told(100, 100), told(200, 100, 1), told(100, 100, 0)])).toEqual(['100', '100'])
    expect(growth([told(100, 100), told(500, 100, 5), told(150, 100, 4)])).toEqual(['100', '~300', '100'])
  })

  it('fills the gap that a late message was missing from, and only once', () => {
    const events = [
      told(100, 100),
      told(500, 100, 5),
      told(300, 100, 4),
      told(300, 100, 4),
      told(400, 100, 5),
      told(200, 100, 3),
    ]
    expect(growth(events)).toEqual(['100', '~300', '100', '~-100', '100', '~-100', '100', '~-100', '100'])
    expect(gapsIn(events)[1]).toMatchObject({
      exchangeTime: at('10:00:04'),
      from: at('10:00:00'),
      to: at('10:00:05'),
      reason: 'lost',
    })
  })

  it('A05: takes a lower total with a later time for a new count', () => {
    expect(growth([told(500, 500), told(100, 100, 1), told(200, 100, 2)])).toEqual(['500', '!100', '100'])
    expect(growth([told(500, 500), told(300, 100, 1)])).toEqual(['500', '!~200', '100'])
  })

  it('takes a lower total from more than a minute back for a new count, and one of a minute back for late', () => {
    expect(growth([told(500, 500, 61), told(100, 100, 0)])).toEqual(['500', '!100'])
    expect(growth([told(500, 500, 60), told(100, 100, 0)])).toEqual(['500'])
  })

  it('begins a new count with the first volume after a total of 0', () => {
    expect(growth([told(500, 500), told(0, undefined, 1), told(100, 100, 2), told(200, 100, 3)])).toEqual([
      '500',
      '!100',
      '100',
    ])
  })

  it('A01: counts from 0 on each trading day, and leaves out what belongs to the day before', () => {
    const tomorrow = told(300, 100, 86_400)
    const yesterday = told(900, 100, 30)
    expect(growth([told(500, 500), tomorrow, yesterday, told(400, 100, 86_401)])).toEqual([
      '500',
      '~200',
      '100',
      '100',
    ])
    expect(gapsIn([told(500, 500), tomorrow])).toMatchObject([{ reason: 'start', from: undefined }])
  })

  it('does not begin a day for a clock', () => {
    expect(
      growth([told(500, 500), clock({ exchangeTime: at('09:00:00', '2026-11-21') }), told(600, 100, 5)]),
    ).toEqual(['500', '100'])
  })

  it('A03: values a trade in VND', () => {
    expect(tradesIn([told(100, 100, 0, { price: price(135_000) })])[0]?.value).toBe(13_500_000)
  })

  it('A04: values a point of a future at 100,000 VND', () => {
    const future = { symbol: '41I1GC000', venue: 'DERIVATIVES', price: price(1285.4) } as const
    expect(tradesIn([told(2, 2, 0, future)])[0]?.value).toBe(257_080_000)
  })

  it('keeps securities apart, and lets other kinds through', () => {
    const events = [band(), quote(), clock()]
    expect(run<DecodedEvent | ReturnType<typeof band>, MarketEvent>(events, gaps())).toEqual(events)
    expect(growth([told(100, 100), told(100, 100, 0, { symbol: 'ACB' })])).toEqual(['100', '100'])
  })

  const steps = fc.array(fc.record({ volume: fc.nat(50), isTold: fc.boolean() }), { maxLength: 40 })
  test.prop([steps, fc.array(fc.nat(39))])(
    'trades and gaps add up to the feed’s total, whatever was lost or came late',
    (trades, late) => {
      let total = 0
      const all = trades.map(({ volume, isTold }, i) => ({
        event: told((total += volume), volume || undefined, i),
        isTold,
      }))
      const inTime = all.filter(({ isTold }) => isTold).map(({ event }) => event)
      const again = late.flatMap((i) => all[i]?.event ?? [])
      const upTo = inTime.at(-1)?.totalVolume ?? 0
      const out = run([...inTime, ...again.filter(({ totalVolume }) => totalVolume <= upTo)], gaps())
      const counted = out.reduce((sum, event) => {
        if (event.kind === 'trade') return sum + event.volume
        return event.kind === 'gap' ? sum + event.missingVolume : sum
      }, 0)
      expect(counted).toBe(upTo)
    },
  )
})
