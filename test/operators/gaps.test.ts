import { describe, expect, it } from 'vitest'
import { gaps } from '../../operators/gaps.ts'
import type { DecodedEvent, Gap, LastTrade, MarketEvent, PutThrough, Trade } from '../../src/domain/event.ts'
import type { Venue } from '../../src/domain/market.ts'
import { at, band, clock, gap, last, price, putThrough, quote, trade } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
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
      y: trade({ seq: 2, exchangeTime: at('10:00:05'), totalVolume: 500 }),
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

  it('A02: takes a total from before the opening for that of the day before', () => {
    const early = (venue: Venue, time: string) =>
      growth([told(5000, 300, 0, { venue, exchangeTime: at(time) }), told(100, 100, 0, { venue })])
    for (const venue of ['HOSE', 'HNX', 'UPCOM'] as const) {
      expect(early(venue, '08:30:00'), venue).toEqual(['100'])
      expect(early(venue, '08:59:59'), venue).toEqual(['100'])
      expect(early(venue, '09:00:00'), venue).toEqual(['~4700', '300', '!100'])
    }
    expect(early('DERIVATIVES', '08:44:59')).toEqual(['100'])
    expect(early('DERIVATIVES', '08:45:00')).toEqual(['~4700', '300', '!100'])
  })

  it('knows from a total of 0 before the opening that what it did not hear of later is lost', () => {
    const ready = told(0, undefined, 0, { price: undefined, exchangeTime: at('08:40:00') })
    expect(gapsIn([ready, told(500, 100)])).toMatchObject([
      { reason: 'lost', missingVolume: 400, from: at('08:40:00') },
    ])
  })

  it('drops what was told before, however late it comes again', () => {
    expect(growth([told(100, 100), told(200, 100, 1), told(100, 100, 0)])).toEqual(['100', '100'])
    expect(growth([told(100, 100), told(200, 100, 7000), told(100, 100, 0)])).toEqual(['100', '100'])
  })

  it('counts of a trade what was not told, in whatever order they come', () => {
    expect(growth([told(100, 100), told(150, 100, 4), told(500, 100, 5)])).toEqual([
      '100',
      '50',
      '~250',
      '100',
    ])
    expect(growth([told(100, 100), told(500, 100, 5), told(150, 100, 4)])).toEqual([
      ...['100', '~300', '100'],
      ...['~-50', '50'],
    ])
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

  it('takes a trade back from each gap that it lies in', () => {
    const growing = [told(100, 100), told(200, undefined, 1), told(300, undefined, 2)]
    expect(growth([...growing, told(250, 100, 2)])).toEqual(['100', '~100', '~100', '~-50', '~-50', '100'])
  })

  it('tells no more of a new trade than the total grew by', () => {
    expect(growth([told(1_000_000, 100), told(1_000_100, 300, 1)])).toEqual(['~999900', '100', '100'])
    const growing = [told(100, 100), told(200, undefined, 1), told(300, undefined, 2)]
    expect(growth([...growing, told(350, 100, 3)])).toEqual(['100', '~100', '~100', '50'])
  })

  it('tells a trade that comes after a change of the book that has its total already', () => {
    const events = [told(100, 100), told(300, undefined, 1), told(300, 200, 1), told(300, 200, 1)]
    expect(growth(events)).toEqual(['100', '~200', '~-200', '200'])
    expect(tradesIn(events).map(({ late }) => late)).toEqual([false, false])
  })

  it('says which trades come after one of a later place', () => {
    const events = [
      told(100, 100),
      told(400, 100, 2),
      told(200, 100, 1),
      told(300, 100, 1),
      told(500, 100, 2),
    ]
    expect(tradesIn(events).map(({ totalVolume, late }) => [totalVolume, late])).toEqual([
      [100, false],
      [400, false],
      [200, true],
      [300, true],
      [500, false],
    ])
  })

  it('gives up the oldest of too many holes', () => {
    const holed = Array.from({ length: 257 }, (_, i) => told(200 * (i + 1), 100, i + 1))
    expect(growth([...holed, told(100, 100)])).toHaveLength(2 * 257)
    expect(growth([...holed, told(300, 100, 1)]).slice(-2)).toEqual(['~-100', '100'])
  })

  it('A05: takes a lower total with a later time for a new count', () => {
    expect(growth([told(500, 500), told(100, 100, 1), told(200, 100, 2)])).toEqual(['500', '!100', '100'])
    expect(growth([told(500, 500), told(300, 100, 1)])).toEqual(['500', '!~200', '100'])
  })

  it('leaves out what comes of an old count after a new one began', () => {
    const events = [
      told(500, 500, 1),
      told(100, 100, 5),
      told(500, 500, 1),
      told(400, 50, 4),
      told(200, 100, 6),
    ]
    expect(growth(events)).toEqual(['500', '!100', '100'])
  })

  it('begins a new count with the first volume after a total of 0', () => {
    expect(growth([told(500, 500), told(0, undefined, 1), told(100, 100, 2), told(200, 100, 3)])).toEqual([
      '500',
      '!100',
      '100',
    ])
  })

  it('A01: counts from 0 on each trading day, and leaves out what belongs to the day before', () => {
    const tomorrow = told(300, 100, 3 * 86_400)
    const yesterday = told(900, 100, 30)
    expect(growth([told(500, 500), tomorrow, yesterday, told(400, 100, 3 * 86_400 + 1)])).toEqual([
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

  /** A deal by the deals' total, its volume and its second after 10:00. */
  const deal = (
    totalVolume: number | undefined,
    volume: number,
    second = 0,
    some: Partial<PutThrough> = {},
  ) => putThrough({ totalVolume, volume, exchangeTime: at('10:00:00') + second * 1000, ...some })

  it('A08: makes a trade of its own phase of a deal that the feed tells apart, behind what the feed said', () => {
    const agreed = deal(20_000, 20_000, 0, { price: price(90_000), seq: 7 })
    expect(run<DecodedEvent, MarketEvent>([agreed], gaps())).toEqual([
      agreed,
      trade({
        seq: 7,
        price: price(90_000),
        volume: 20_000,
        value: 1_800_000_000,
        phase: 'putThrough',
        totalVolume: 20_000,
      }),
    ])
  })

  it('counts deals apart from the book: neither is missing in the other, and places count both', () => {
    const events = [told(100, 100), deal(20_000, 20_000, 1), told(300, 200, 2), deal(50_000, 30_000, 3)]
    expect(growth(events)).toEqual(['100', '20000', '200', '30000'])
    expect(tradesIn(events).map(({ totalVolume }) => totalVolume)).toEqual([100, 20_100, 20_300, 50_300])
  })

  it('keeps the order of places when a trade of the book comes late, or before all deals', () => {
    const events = [
      told(100, 100),
      deal(20_000, 20_000, 1),
      told(400, 100, 4),
      deal(25_000, 5_000, 5),
      told(500, 100, 6),
      told(300, 100, 3),
    ]
    expect(tradesIn(events).map(({ totalVolume, late }) => [totalVolume, late])).toEqual([
      ...[
        [100, false],
        [20_100, false],
        [20_400, false],
        [25_400, false],
        [25_500, false],
      ],
      [20_300, true],
    ])
    expect(tradesIn([...events, deal(26_000, 1_000, 6), told(100, 100)])).toHaveLength(7)
  })

  it('tells a deal once, however often and late it is repeated', () => {
    const [first, second] = [deal(20_000, 20_000), deal(50_000, 30_000, 1)]
    expect(growth([first, first, second, first, second])).toEqual(['20000', '30000'])
    expect(growth([second, first, first])).toEqual(['~20000', '30000', '~-20000', '20000'])
  })

  it('tells deals that were lost as a gap, as where they are counted among the trades', () => {
    const events = [told(100, 100), deal(20_000, 20_000, 1), told(200, 100, 2), deal(90_000, 30_000, 3)]
    expect(growth(events)).toEqual(['100', '20000', '100', '~40000', '30000'])
    expect(gapsIn(events)).toMatchObject([{ from: at('10:00:01'), to: at('10:00:03'), reason: 'lost' }])
    expect(tradesIn(events).at(-1)?.totalVolume).toBe(90_200)
  })

  it('tells one deal of those that no total tells apart, and both when time, price or volume differ', () => {
    const bare = (second: number, volume: number) => deal(undefined, volume, second)
    expect(growth([bare(0, 500), bare(0, 500), bare(0, 600), bare(1, 600)])).toEqual(['500', '600', '600'])
    // A total that lacks the deal tells nothing either.
    expect(growth([deal(0, 500), deal(0, 500)])).toEqual(['500'])
  })

  it('keeps the totals of several boards apart', () => {
    const on = (board: string, totalVolume: number, volume: number, second: number) =>
      deal(totalVolume, volume, second, { board })
    const events = [
      on('T1', 500, 500, 0),
      on('T3', 900, 900, 1),
      on('T1', 700, 200, 2),
      on('T3', 900, 900, 1),
    ]
    expect(growth(events)).toEqual(['500', '900', '200'])
  })

  it('counts on from a total of deals that fell, and takes it for no gap and no new count', () => {
    const events = [
      deal(20_000, 20_000),
      deal(50_000, 30_000, 1),
      deal(30_000, 10_000, 2),
      deal(50_000, 30_000, 1),
    ]
    expect(growth([...events, deal(35_000, 5_000, 3)])).toEqual(['20000', '30000', '10000', '5000'])
  })

  it('counts deals anew with the book, and tells those before no second time', () => {
    const events = [told(500, 500), deal(20_000, 20_000, 1), told(100, 100, 2), deal(20_000, 20_000, 1)]
    expect(growth([...events, deal(30_000, 10_000, 3)])).toEqual(['500', '20000', '!100', '10000'])
    expect(tradesIn([...events, deal(30_000, 10_000, 3)]).at(-1)?.totalVolume).toBe(10_100)
  })

  it('A01: leaves out a deal of a day that is over', () => {
    expect(growth([deal(20_000, 20_000, 3 * 86_400), deal(50_000, 30_000, 60)])).toEqual(['20000'])
    expect(growth([deal(20_000, 20_000), deal(20_000, 20_000, 3 * 86_400)])).toEqual(['20000', '20000'])
  })

  it('keeps securities apart, and lets other kinds through', () => {
    const events = [band(), quote(), clock()]
    expect(run<DecodedEvent | ReturnType<typeof band>, MarketEvent>(events, gaps())).toEqual(events)
    expect(growth([told(100, 100), told(100, 100, 0, { symbol: 'ACB' })])).toEqual(['100', '100'])
  })

  /** What a security tells in a day: trades, some in one second, and changes of the book or of an auction in between. */
  const day = fc
    .array(fc.record({ volume: fc.nat(50), second: fc.nat(1) }), { minLength: 1, maxLength: 60 })
    .map((steps) => {
      let total = 0
      let time = 0
      return steps.map(({ volume, second }) => told((total += volume), volume || undefined, (time += second)))
    })
  /** The same as it arrives: each message not at all, once or several times, in any order. */
  const arriving = day.chain((events) =>
    fc.array(fc.constantFrom(...events), { maxLength: 90 }).map((arrived) => ({ events, arrived })),
  )
  const isTrade = ({ volume }: LastTrade) => volume !== undefined
  const sum = (volumes: readonly number[]) => volumes.reduce((all, volume) => all + volume, 0)

  test.prop([arriving])(
    'whatever is lost, doubled or out of order: at any time no trade is told twice, and what is missing is what was lost',
    ({ arrived }) => {
      for (let count = 1; count <= arrived.length; count++) {
        const so = arrived.slice(0, count)
        const heard = new Map(so.filter(isTrade).map((event) => [event.totalVolume, event.volume]))
        const trades = tradesIn(so)
        const missing = sum(gapsIn(so).map(({ missingVolume }) => missingVolume))
        const total = Math.max(...so.map(({ totalVolume }) => totalVolume))
        expect(trades).toHaveLength(heard.size)
        expect(new Map(trades.map(({ totalVolume, volume }) => [totalVolume, volume]))).toEqual(heard)
        expect(sum(trades.map(({ volume }) => volume)) + missing).toBe(total)
        expect(missing).toBe(total - sum([...heard.values()].map((volume = 0) => volume)))
      }
    },
  )

  test.prop([day.chain((events) => fc.shuffledSubarray(events, { minLength: events.length }))])(
    'of a day that only came out of order nothing is missing, and late is what a later place came before',
    (shuffled) => {
      expect(sum(gapsIn(shuffled).map(({ missingVolume }) => missingVolume))).toBe(0)
      let newest = 0
      for (const { totalVolume, late } of tradesIn(shuffled)) {
        expect(late).toBe(totalVolume < newest)
        newest = Math.max(newest, totalVolume)
      }
    },
  )

  test.prop([day])('a day without a fault has no gap', (events) => {
    expect(gapsIn(events)).toEqual([])
    expect(tradesIn(events).map(({ volume }) => volume)).toEqual(events.flatMap(({ volume }) => volume ?? []))
  })
})
