import { describe, expect, it } from 'vitest'
import { type PrintedBar, printed } from '../../../src/domain/emitted/printed.ts'
import type { ClassifiedTrade } from '../../../src/domain/event.ts'
import type { Price } from '../../../src/domain/money.ts'
import { packedBar } from '../../../src/server/socket/packed-bar.ts'
import { packedTrade } from '../../../src/server/socket/packed-trade.ts'
import { recentEvents } from '../../../src/server/socket/recent-events.ts'
import { classifiedTrade } from '../../../src/testing/make.ts'
import { fc, test } from '../../property-tests.ts'

const safe = fc.maxSafeNat()
const price = safe.map((hundredths) => hundredths as Price)
const time = fc.integer({ min: 0, max: 4e12 })
const symbol = fc.constantFrom('FPT', 'HPG', 'VCB')

const trades = fc
  .record({
    seq: safe,
    exchangeTime: time,
    symbol,
    price,
    volume: safe,
    value: safe,
    side: fc.constantFrom<ClassifiedTrade['side'][]>('buy', 'sell', 'neutral'),
    basis: fc.constantFrom<ClassifiedTrade['basis'][]>('feed', 'quote', 'tick', 'none'),
    phase: fc.constantFrom<ClassifiedTrade['phase'][]>(
      'ato',
      'continuous',
      'atc',
      'plo',
      'putThrough',
      'other',
    ),
    bid: fc.option(price, { nil: undefined }),
    ask: fc.option(price, { nil: undefined }),
  })
  .map((some) => classifiedTrade(some))

const bars: fc.Arbitrary<PrintedBar> = fc.record({
  kind: fc.constant('bar' as const),
  seq: safe,
  exchangeTime: time,
  symbol,
  interval: fc.constantFrom(30_000, 60_000, 3_600_000),
  start: time,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: safe,
  activeBuyVolume: safe,
  activeSellVolume: safe,
  filledVolume: safe,
  revision: fc.nat(9),
  complete: fc.boolean(),
})

/** The last events of a security as they print. */
const last = (events: readonly (ClassifiedTrade | PrintedBar)[], of: string, most: number) =>
  events
    .filter((event) => event.symbol === of)
    .slice(-most)
    .map((event) => printed(event))

describe('recentEvents', () => {
  test.prop([fc.array(trades, { maxLength: 60 }), fc.integer({ min: 1, max: 9 })])(
    'has the last trades of each security, and they print as they did',
    (events, most) => {
      const recent = recentEvents(packedTrade, most)
      events.forEach((event) => recent.keep(event))
      for (const of of ['FPT', 'HPG', 'VCB'])
        expect(recent.of(of).map((event) => printed(event))).toEqual(last(events, of, most))
    },
  )

  test.prop([fc.array(bars, { maxLength: 60 }), fc.integer({ min: 1, max: 9 })])(
    'has the last bars of each security, and they print as they did',
    (events, most) => {
      const recent = recentEvents(packedBar, most)
      events.forEach((event) => recent.keep(event))
      for (const of of ['FPT', 'HPG', 'VCB'])
        expect(recent.of(of).map((event) => printed(event))).toEqual(last(events, of, most))
    },
  )

  it('has none of a security that nothing was told of', () => {
    expect(recentEvents(packedTrade, 20).of('FPT')).toEqual([])
  })
})
