import { describe, expect, it } from 'vitest'
import { stale, type Staleness, type StaleOptions } from '../../operators/stale.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, clock, index, minuteBar, quote, rejected } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const after = (second: number, from = '10:00:00') => at(from) + second * 1000
const tick = (second: number, from?: string) => clock({ exchangeTime: after(second, from) })
const traded = (second: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ exchangeTime: after(second), ...some })
const told = (events: readonly ClassifiedEvent[], options?: StaleOptions) =>
  run(events, stale(options)).map(({ symbol, stale: is }) => `${symbol} ${is ? 'stale' : 'back'}`)

describe('stale', () => {
  const seen = (some: Partial<Staleness>): Staleness => ({
    kind: 'staleness',
    seq: 2,
    exchangeTime: after(60),
    receivedTime: after(60),
    symbol: 'FPT',
    venue: 'HOSE',
    stale: true,
    lastAt: after(0),
    ...some,
  })
  operatorContract<ClassifiedEvent, Staleness>({
    operator: stale,
    source: '  -a-c-d-b-|',
    inputs: {
      a: traded(0),
      c: clock({ exchangeTime: after(60), seq: 2 }),
      d: tick(120),
      b: traded(130, { seq: 3 }),
    },
    expected: '---x---y-|',
    outputs: {
      x: seen({}),
      y: seen({ seq: 3, exchangeTime: after(130), receivedTime: after(130), stale: false }),
    },
  })

  it('takes any event of a security for a sign of life, and none of others', () => {
    expect(told([traded(0), quote({ exchangeTime: after(30) }), tick(60)])).toEqual([])
    const others = [
      traded(59, { symbol: 'ACB' }),
      index({ exchangeTime: after(59) }),
      rejected(),
      minuteBar({ exchangeTime: after(59) }),
    ]
    expect(told([traded(0), ...others, tick(60)])).toEqual(['FPT stale'])
  })

  it('tells of each silence once, the longest one first, as soon as the clock shows it', () => {
    const events = [traded(0), traded(10, { symbol: 'ACB' }), traded(20), tick(69), tick(70), tick(200)]
    expect(told(events)).toEqual(['ACB stale', 'FPT stale'])
    expect(told(events.slice(0, -1))).toEqual(['ACB stale'])
    expect(told([traded(0), tick(1), tick(2)], { seconds: 2 })).toEqual(['FPT stale'])
  })

  it('counts no break as silence', () => {
    const before = traded(0, { exchangeTime: at('11:29:50') })
    expect(told([before, tick(0, '11:31:00'), tick(0, '12:59:59'), tick(59, '13:00:00')])).toEqual([])
    expect(told([before, tick(60, '13:00:00')])).toEqual(['FPT stale'])
  })

  it('begins a break with its first second', () => {
    const before = traded(0, { exchangeTime: at('11:28:50') })
    expect(told([before, tick(0, '11:30:00')])).toEqual([])
    expect(told([before, tick(-1, '11:30:00')])).toEqual(['FPT stale'])
  })

  it.each(['09:01:00', '14:31:00'])('expects something of the auctions as well, at %s', (time) => {
    expect(told([traded(0, { exchangeTime: at(time) }), tick(60, time)])).toEqual(['FPT stale'])
  })

  it('goes by the phases of each venue, or by those that are asked for', () => {
    const future = traded(0, { exchangeTime: at('14:44:50'), symbol: '41I1GC000', venue: 'DERIVATIVES' })
    expect(told([future, tick(0, '14:50:00')])).toEqual([])
    const share = traded(0, { exchangeTime: at('14:46:00') })
    expect(told([share, tick(0, '14:50:00')])).toEqual([])
    expect(told([share, tick(0, '14:50:00')], { phases: ['putThrough'] })).toEqual(['FPT stale'])
  })

  it('A01: begins anew with data of a trading day, and says nothing on a day without', () => {
    const saturday = clock({ exchangeTime: at('10:00:00', '2026-11-21') })
    expect(told([traded(0), saturday])).toEqual([])
    const monday = { exchangeTime: at('10:00:00', '2026-11-23') }
    expect(
      told([
        traded(0),
        traded(0, { ...monday, symbol: 'ACB' }),
        clock({ exchangeTime: monday.exchangeTime + 60_000 }),
      ]),
    ).toEqual(['ACB stale'])
    expect(
      told([
        traded(0),
        traded(0, { ...monday, symbol: 'ACB' }),
        traded(1),
        clock({ exchangeTime: monday.exchangeTime + 60_000 }),
      ]),
    ).toEqual(['ACB stale'])
  })

  it('refuses a silence that is none', () => {
    expect(() => stale({ seconds: 0 })).toThrow(
      new RangeError('A silence lasts some seconds, above 0, not 0.'),
    )
  })

  const steps = fc.array(fc.record({ wait: fc.nat(40), symbol: fc.constantFrom('FPT', 'ACB', 'VCB') }), {
    minLength: 1,
    maxLength: 60,
  })
  test.prop([steps])('says of each security what its newest event does', (given) => {
    let second = 0
    const trades = given.map(({ wait, symbol }) => ({ second: (second += wait), symbol }))
    const out = run(
      [...trades.map(({ second: when, symbol }) => traded(when, { symbol })), tick(second + 30)],
      stale(),
    )
    for (const symbol of new Set(given.map((each) => each.symbol))) {
      const last = trades.findLast((each) => each.symbol === symbol)!.second
      const own = out.filter((each) => each.symbol === symbol)
      expect(own.at(-1)?.stale ?? false).toBe(second + 30 - last >= 60)
      for (const [i, each] of own.entries()) expect(each.stale).toBe(i % 2 === 0)
    }
  })
})
