import { describe, expect, it } from 'vitest'
import { classify } from '../../operators/classify.ts'
import type { ClassifiedEvent, ClassifiedTrade, MarketEvent, Quote, Trade } from '../../src/domain/event.ts'
import type { Side, TradePhase } from '../../src/domain/market.ts'
import { at, classifiedTrade, clock, connection, gap, price, quote, trade } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const book = (bid?: number, ask?: number, some: Partial<Quote> = {}): Quote =>
  quote({
    bids: bid === undefined ? [] : [{ price: price(bid), volume: 100 }],
    asks: ask === undefined ? [] : [{ price: price(ask), volume: 100 }],
    ...some,
  })
const paid = (vnd: number, some: Partial<Trade> = {}): Trade => trade({ price: price(vnd), ...some })

/** `side basis` of the trades. */
const sides = (events: readonly MarketEvent[], operator = classify()) =>
  run(events, operator)
    .filter((event): event is ClassifiedTrade => event.kind === 'trade')
    .map(({ side, basis }) => `${side} ${basis}`)

describe('classify', () => {
  const known = { bid: price(99_900), ask: price(100_000) }
  operatorContract<MarketEvent, ClassifiedEvent>({
    operator: classify,
    source: '  -q-a-b-|',
    inputs: { q: book(99_900, 100_000), a: paid(100_000), b: paid(99_900) },
    expected: '-q-x-y-|',
    outputs: {
      q: book(99_900, 100_000),
      x: classifiedTrade({ ...paid(100_000), side: 'buy', basis: 'quote', ...known }),
      y: classifiedTrade({ ...paid(99_900), side: 'sell', basis: 'quote', ...known }),
    },
  })

  it.each([
    ['above the ask', 100_100, 'buy quote'],
    ['at the ask', 100_000, 'buy quote'],
    ['inside', 99_950, 'neutral quote'],
    ['at the bid', 99_900, 'sell quote'],
    ['below the bid', 99_800, 'sell quote'],
  ])('calls a trade %s by the quote', (_, vnd, expected) => {
    expect(sides([book(99_900, 100_000), paid(vnd)])).toEqual([expected])
  })

  it('A06: goes by the quote that stood before the trade', () => {
    const events = [book(99_900, 100_000), paid(100_000), book(100_000, 100_100), paid(100_000)]
    expect(sides(events)).toEqual(['buy quote', 'sell quote'])
  })

  it.each<TradePhase>(['ato', 'atc', 'plo', 'putThrough', 'other'])(
    'calls a trade of %s nobody’s',
    (phase) => {
      const own = paid(100_000, { phase, feedSide: 'buy' })
      expect(sides([book(99_900, 100_000), own])).toEqual(['neutral none'])
    },
  )

  it('takes the feed’s word before the quote', () => {
    expect(sides([book(99_900, 100_000), paid(100_000, { feedSide: 'sell' })])).toEqual(['sell feed'])
  })

  it('goes by the tick without a quote: up buys, down sells, the same as the last change', () => {
    const prices = [100_000, 100_000, 100_100, 100_100, 100_000, 100_000]
    expect(sides(prices.map((vnd) => paid(vnd)))).toEqual([
      'neutral none',
      'neutral none',
      'buy tick',
      'buy tick',
      'sell tick',
      'sell tick',
    ])
  })

  it.each([
    ['crossed', book(100_100, 100_000)],
    ['locked', book(100_000, 100_000)],
    ['empty', book()],
  ])('goes by the tick when the book is %s', (_, quoted) => {
    expect(sides([paid(99_900), quoted, paid(100_000)])).toEqual(['neutral none', 'buy tick'])
  })

  it('goes by the one side that is there, and by the tick where it is not reached', () => {
    expect(sides([book(undefined, 100_000), paid(100_000), paid(99_900)])).toEqual(['buy quote', 'sell tick'])
    expect(sides([book(100_000), paid(100_000), paid(100_100)])).toEqual(['sell quote', 'buy tick'])
  })

  it('counts auction prints, and not put-through prices, as the price before', () => {
    const auction = paid(100_000, { phase: 'ato' })
    const agreed = paid(90_000, { phase: 'putThrough' })
    expect(sides([auction, agreed, paid(99_900)])).toEqual(['neutral none', 'neutral none', 'sell tick'])
  })

  it('counts no price of an unknown phase as the price before', () => {
    expect(sides([paid(100_000), paid(90_000, { phase: 'other' }), paid(99_900)])).toEqual([
      ...['neutral none', 'neutral none', 'sell tick'],
    ])
  })

  it('passes on what has its side already', () => {
    const known = classifiedTrade({ side: 'sell', basis: 'feed' })
    expect(run([book(99_900, 100_000), known], classify()).at(-1)).toBe(known)
  })

  it('does not count a trade that comes late as the price before', () => {
    const late = paid(90_000, { late: true })
    expect(sides([paid(100_000), paid(100_100), late, paid(100_000)])).toEqual([
      ...['neutral none', 'buy tick', 'neutral none', 'sell tick'],
    ])
  })

  it('A06: gives a trade that comes late no aggressor by a book or a price that stood after it', () => {
    const late = paid(100_000, { late: true })
    const moved = [book(99_900, 100_000), paid(100_000), book(100_000, 100_100), late]
    expect(run(moved, classify()).at(-1)).toMatchObject({
      side: 'neutral',
      basis: 'none',
      bid: undefined,
      ask: undefined,
    })
    expect(sides([...moved, paid(100_000, { late: true, feedSide: 'buy' })]).slice(1)).toEqual([
      ...['neutral none', 'buy feed'],
    ])
    expect(sides([...moved, late], classify({ inside: 'leeReady' })).slice(1)).toEqual([
      ...['neutral none', 'neutral none'],
    ])
  })

  it('goes by the half of the spread, after Lee and Ready, and in its middle by the tick', () => {
    const quoted = book(99_800, 100_000)
    const leeReady = classify({ inside: 'leeReady' })
    expect(sides([quoted, paid(99_950), paid(99_850), paid(99_900)], leeReady)).toEqual([
      'buy quote',
      'sell quote',
      'buy tick',
    ])
    expect(sides([quoted, paid(99_900)], leeReady)).toEqual(['neutral none'])
  })

  it('keeps securities apart', () => {
    const other = paid(90_000, { symbol: 'ACB' })
    expect(sides([book(99_900, 100_000), other, paid(100_000)])).toEqual(['neutral none', 'buy quote'])
  })

  it('A02: forgets quotes and prices with the trading day, and takes none from a day that is over', () => {
    const exchangeTime = at('09:20:00', '2026-11-23')
    const late = book(99_900, 100_000)
    const today = { ...paid(100_000), exchangeTime }
    expect(sides([late, paid(99_900), today])).toEqual(['sell quote', 'neutral none'])
    expect(sides([today, late, today])).toEqual(['neutral none', 'neutral none'])
  })

  it('forgets quotes and prices when the connection breaks', () => {
    const events = [book(99_900, 100_000), paid(99_900), connection({ state: 'disconnected' }), paid(100_000)]
    expect(sides(events)).toEqual(['sell quote', 'neutral none'])
  })

  it('lets other kinds through in their places', () => {
    const events = [clock(), book(1, 2), gap()]
    expect(run(events, classify())).toEqual(events)
  })

  const vnd = fc.integer({ min: 1, max: 20 }).map((n) => n * 100)
  test.prop([
    fc.array(
      fc.oneof(
        fc.tuple(vnd, vnd).map(([bid, ask]) => book(bid, ask)),
        vnd.map((n) => paid(n)),
      ),
    ),
  ])('keeps every event in its place, and every field of a trade', (events) => {
    const out = run<MarketEvent, ClassifiedEvent>(events, classify())
    expect(out.map((event) => (event.kind === 'trade' ? trade(event) : event))).toMatchObject(events)
    for (const event of out)
      if (event.kind === 'trade')
        expect(event.basis === 'none').toBe(event.side === 'neutral' && event.basis !== 'quote')
  })
})

describe('classify by the learned tick rule', () => {
  /** A fall by two ticks and by three, with a tick taken back each time, that turns halfway. */
  const bounces = Array.from({ length: 60 }, (_, i) => {
    const low = 22_000 - 100 * Math.min(i, 60 - i)
    return paid(low + (i % 3 === 2 ? 150 : 0), { seq: i + 1, volume: 100 * (1 + (i % 4)) })
  })
  const learned = classify({ tick: 'learned' })

  it('has the plain rule’s word, or its opposite, and abstains where that does', () => {
    const plain = sides(bounces)
    const own = sides(bounces, learned)
    expect(own.map((text) => text.replace(/buy|sell/, 'one'))).toEqual(
      plain.map((text) => text.replace(/buy|sell/, 'one')),
    )
    expect(own).not.toEqual(plain)
  })

  it('is the plain rule before the third change of price', () => {
    const few = bounces.slice(0, 4)
    expect(sides(few, learned)).toEqual(sides(few))
  })

  it('says of a trade the same, whatever comes after it', () => {
    const whole = sides(bounces, learned)
    for (const length of [7, 23, 41])
      expect(sides(bounces.slice(0, length), learned)).toEqual(whole.slice(0, length))
  })

  it('takes a market that is mirrored as mirrored', () => {
    const mirrored = bounces.map((each) => ({ ...each, price: price(40_000 - each.price / 100) }))
    const swapped = { buy: 'sell', sell: 'buy', neutral: 'neutral' } as const
    expect(sides(mirrored, learned)).toEqual(
      sides(bounces, learned).map((text) =>
        text.replace(/buy|sell|neutral/, (side) => swapped[side as Side]),
      ),
    )
  })

  it('asks feed and quote first', () => {
    expect(sides([book(99_900, 100_000), paid(100_000)], learned)).toEqual(['buy quote'])
    expect(sides([paid(100_000, { feedSide: 'sell' })], learned)).toEqual(['sell feed'])
  })

  it('forgets at a break of the connection and with a trading day', () => {
    const again = bounces.map((each) => ({ ...each, exchangeTime: each.exchangeTime + 4 * 86_400_000 }))
    const alone = sides(bounces, learned)
    expect(sides([...bounces, connection(), ...bounces], learned)).toEqual([...alone, ...alone])
    expect(sides([...bounces, ...again], learned)).toEqual([...alone, ...alone])
  })

  it('does not take the price of a late or an agreed trade for the last one', () => {
    const odd = [paid(25_000, { late: true }), paid(15_000, { phase: 'putThrough' as const })]
    const [before, after] = [bounces.slice(0, 30), bounces.slice(30)]
    const all = sides([...before, ...odd, ...after], learned)
    expect([...all.slice(0, 30), ...all.slice(32)]).toEqual(sides(bounces, learned))
  })
})
