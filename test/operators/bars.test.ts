import { describe, expect, it, vi } from 'vitest'
import { bars } from '../../operators/bars.ts'
import type { ClassifiedEvent, ClassifiedTrade, MinuteBar } from '../../src/domain/event.ts'
import type { Side } from '../../src/domain/market.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import {
  at,
  classifiedTrade,
  clock,
  connection,
  gap,
  minuteBar,
  price,
  rejected,
} from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const MINUTE = 60_000
const TEN = at('10:00:00')

/** A trade so many seconds after 10:00. */
const traded = (vnd: number, second: number, some: Partial<ClassifiedTrade> = {}) =>
  classifiedTrade({ price: price(vnd), exchangeTime: TEN + second * 1000, ...some })
const tick = (second: number, seq = 1) => clock({ exchangeTime: TEN + second * 1000, seq })
const bar = (some: Partial<Bar> = {}): Bar => ({
  kind: 'bar',
  seq: 1,
  exchangeTime: TEN + MINUTE,
  receivedTime: TEN + MINUTE,
  symbol: 'FPT',
  interval: MINUTE,
  start: TEN,
  open: price(100),
  high: price(100),
  low: price(100),
  close: price(100),
  volume: 100,
  activeBuyVolume: 0,
  activeSellVolume: 0,
  filledVolume: 0,
  revision: 0,
  complete: true,
  ...some,
})
const minutes = (events: readonly ClassifiedEvent[]) => run(events, bars(MINUTE))
/** `symbol minute volume r revision` */
const told = (events: readonly ClassifiedEvent[]) =>
  minutes(events).map(
    ({ symbol, start, volume, revision, complete }) =>
      `${symbol} ${(start - TEN) / MINUTE} ${volume}${revision ? ` r${revision}` : ''}${complete ? '' : ' open'}`,
  )

describe('bars', () => {
  operatorContract<ClassifiedEvent, Bar>({
    operator: () => bars(MINUTE),
    source: '  -abc-d-|',
    inputs: {
      a: traded(100, 1, { side: 'buy' }),
      b: traded(103, 20, { side: 'sell', volume: 200 }),
      c: traded(99, 59),
      d: traded(101, 60, { seq: 8 }),
    },
    expected: '-----x-(y|)',
    outputs: {
      x: bar({
        seq: 8,
        high: price(103),
        low: price(99),
        close: price(99),
        volume: 400,
        activeBuyVolume: 100,
        activeSellVolume: 200,
      }),
      y: bar({
        seq: 8,
        start: TEN + MINUTE,
        open: price(101),
        high: price(101),
        low: price(101),
        close: price(101),
        complete: false,
      }),
    },
  })

  it('C13: closes the bars of all securities when the clock passes their end, in the order of their first trades', () => {
    const events = [
      traded(1, 5, { symbol: 'FPT' }),
      traded(1, 6, { symbol: 'ACB' }),
      traded(1, 7, { symbol: 'FPT' }),
    ]
    expect(told([...events, tick(60)])).toEqual(['FPT 0 200', 'ACB 0 100'])
    expect(told([...events, traded(1, 61, { symbol: 'BID' })])).toEqual([
      'FPT 0 200',
      'ACB 0 100',
      'BID 1 100 open',
    ])
    expect(minutes([...events, tick(75, 9)])).toMatchObject([
      { seq: 9, exchangeTime: TEN + 75_000 },
      { seq: 9, exchangeTime: TEN + 75_000 },
    ])
  })

  it('does not close a bar before its end, and tells nothing of an interval without a trade', () => {
    expect(told([traded(1, 5), tick(59.999)])).toEqual(['FPT 0 100 open'])
    expect(told([traded(1, 5), tick(600), tick(1200), traded(1, 1201)])).toEqual([
      'FPT 0 100',
      'FPT 20 100 open',
    ])
  })

  it('takes trades of one interval in the order of the log', () => {
    expect(minutes([traded(100, 9), traded(101, 5), tick(60)])).toMatchObject([
      { open: 10_000, close: 10_100 },
    ])
  })

  it('tells a closed bar again for each late trade', () => {
    const late = traded(105, 59, { seq: 5, side: 'buy' })
    const out = minutes([traded(100, 5), tick(61), late, late])
    expect(out.slice(1)).toEqual([
      bar({
        seq: 5,
        exchangeTime: TEN + 59_000,
        receivedTime: TEN + 59_000,
        high: price(105),
        close: price(105),
        volume: 200,
        activeBuyVolume: 100,
        revision: 1,
      }),
      bar({
        seq: 5,
        exchangeTime: TEN + 59_000,
        receivedTime: TEN + 59_000,
        high: price(105),
        close: price(105),
        volume: 300,
        activeBuyVolume: 200,
        revision: 2,
      }),
    ])
  })

  it('orders trades by their places in the day, whatever order they come in', () => {
    const at = (vnd: number, totalVolume: number, second = 5, late = false) =>
      traded(vnd, second, { totalVolume, late })
    const inOrder = [at(101, 100), at(105, 200), at(99, 300), at(102, 400), at(103, 500, 61)]
    const [bar] = minutes(inOrder)
    const shuffled = [
      at(105, 200),
      at(103, 500, 61),
      at(99, 300, 5, true),
      at(102, 400, 5, true),
      at(101, 100, 5, true),
    ]
    expect({ ...minutes(shuffled).at(-2), revision: 0 }).toEqual({
      ...bar,
      seq: 1,
      exchangeTime: TEN + 5000,
      receivedTime: TEN + 5000,
    })
    expect(bar).toMatchObject({ open: 10_100, high: 10_500, low: 9_900, close: 10_200, volume: 400 })
  })

  it('makes a bar for a late trade in an interval without one', () => {
    expect(told([traded(1, 125), traded(1, 59), traded(1, 58)])).toEqual([
      'FPT 0 100',
      'FPT 0 200 r1',
      'FPT 2 100 open',
    ])
  })

  it('keeps the last three bars of each security for late trades, and hands over what is later', () => {
    const onLate = vi.fn()
    const day = [0, 60, 120, 180, 240].map((second) => traded(1, second))
    const other = traded(1, 245, { symbol: 'ACB' })
    const tooLate = traded(1, 30)
    const out = run([...day, other, traded(1, 61), tooLate], bars(MINUTE, { onLate }))
    expect(out.map(({ start, revision }) => [(start - TEN) / MINUTE, revision])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [1, 1],
      [4, 0],
      [4, 0],
    ])
    expect(onLate).toHaveBeenCalledExactlyOnceWith(tooLate)
  })

  describe('after a gap', () => {
    /** Trades at 10:00:05 and 10:03:10, and nothing told in between. */
    const lost = (missingVolume = 900) => [
      traded(100, 5, { side: 'buy', totalVolume: 100 }),
      gap({ from: TEN + 5000, to: TEN + 190_000, exchangeTime: TEN + 190_000, missingVolume }),
      traded(104, 190, { totalVolume: 1100 }),
    ]
    const listed = (minute: number, volume: number, some: Partial<MinuteBar> = {}) =>
      minuteBar({
        seq: 50,
        start: TEN + minute * MINUTE,
        exchangeTime: TEN + minute * MINUTE + 54_000,
        ...{ open: price(99), high: price(106), low: price(98), close: price(103), volume },
        ...some,
      })
    /** `minute volume f filled r revision`, of what is told after the minute of the gap is over. */
    const completed = (...events: ClassifiedEvent[]) =>
      minutes([...lost(), tick(241), ...events])
        .slice(2)
        .map(({ start, volume, filledVolume, revision }) => [
          (start - TEN) / MINUTE,
          volume,
          filledVolume,
          revision,
        ])

    it('takes prices and volume of a minute from the list, and leaves what trades told as it is', () => {
      const out = minutes([...lost(), tick(241), listed(0, 400)])
      expect(out.at(-1)).toEqual(
        bar({
          seq: 50,
          exchangeTime: TEN + 54_000,
          receivedTime: at('10:01:01'),
          ...{ open: price(99), high: price(106), low: price(98), close: price(103) },
          ...{ volume: 400, activeBuyVolume: 100, filledVolume: 300, revision: 1 },
        }),
      )
    })

    it('makes the bars of minutes in which no trade was told', () => {
      expect(completed(listed(0, 300), listed(1, 200), listed(2, 100), listed(3, 500))).toEqual([
        [0, 300, 200, 1],
        [1, 200, 200, 0],
        [2, 100, 100, 0],
        [3, 500, 400, 1],
      ])
    })

    it('leaves out minutes of no gap, running ones, and those of which the list knows no more', () => {
      expect(completed(listed(-1, 300), listed(4, 300), listed(0, 100), listed(1, 0))).toEqual([])
      expect(completed(listed(1, 200, { symbol: 'ACB' }))).toEqual([])
      const untold = lost().map((event) => (event.kind === 'gap' ? { ...event, from: undefined } : event))
      expect(minutes([...untold, tick(241), listed(1, 200)])).toHaveLength(2)
      expect(minutes([...lost(-100), tick(241), listed(1, 200)])).toHaveLength(2)
      expect(run([...lost(), tick(2000), listed(1, 200)], bars(5 * MINUTE))).toHaveLength(1)
    })

    it('takes a list again when it knows more', () => {
      expect(completed(listed(1, 200), listed(1, 200), listed(1, 150), listed(1, 250))).toEqual([
        [1, 200, 200, 0],
        [1, 250, 250, 1],
      ])
    })

    it('takes a late trade out of what the list told', () => {
      const late = traded(101, 20, { volume: 50, side: 'sell', totalVolume: 150, late: true })
      const out = minutes([...lost(), tick(241), listed(0, 400), late])
      expect(out.at(-1)).toMatchObject({
        ...{ open: 9_900, close: 10_300, volume: 400, filledVolume: 250, revision: 2 },
        ...{ activeBuyVolume: 100, activeSellVolume: 50 },
      })
      const afterwards = traded(101, 70, { volume: 250, totalVolume: 350, late: true })
      expect(minutes([...lost(), tick(241), listed(1, 200), afterwards]).at(-1)).toMatchObject({
        ...{ volume: 250, filledVolume: 0, revision: 1 },
      })
    })

    it('completes the bars of a gap long after, also when late trades came for it', () => {
      const later = [300, 360, 420, 480, 540].map((second) =>
        traded(1, second, { totalVolume: 1100 + second }),
      )
      const late = traded(101, 20, { volume: 50, totalVolume: 150, late: true })
      const out = minutes([...lost(), ...later, late, listed(0, 400), listed(3, 200)]).slice(-4)
      expect(out.map(({ start, volume, revision }) => [(start - TEN) / MINUTE, volume, revision])).toEqual([
        [0, 150, 1],
        [0, 400, 2],
        [3, 200, 1],
        [9, 100, 0],
      ])
    })

    it('awaits the last 120 minutes of a gap, and none of a day that is over', () => {
      const long = [
        traded(100, 0),
        gap({ from: TEN, to: TEN + 150 * MINUTE, exchangeTime: TEN + 150 * MINUTE }),
        tick(152 * 60),
      ]
      const of = (minute: number) => minutes([...long, listed(minute, 200)]).slice(1)
      expect(of(30)).toEqual([])
      expect(of(31)).toHaveLength(1)
      const monday = classifiedTrade({ exchangeTime: at('09:30:00', '2026-11-23') })
      expect(minutes([...lost(), tick(241), monday, listed(1, 200)])).toHaveLength(3)
    })
  })

  it('A08: leaves agreed trades out, and takes those of auctions', () => {
    expect(told([traded(1, 1, { phase: 'putThrough' }), traded(1, 2, { phase: 'ato' })])).toEqual([
      'FPT 0 100 open',
    ])
  })

  it('closes the bars of a day with the first event of the next', () => {
    const monday = classifiedTrade({ exchangeTime: at('09:00:00', '2026-11-23') })
    const closing = classifiedTrade({ exchangeTime: at('14:45:00') })
    expect(run([closing, monday], bars(MINUTE)).map(({ complete }) => complete)).toEqual([true, false])
  })

  it('C12: aligns a bar of a day, or of four hours, to midnight in Vietnam', () => {
    const starts = (hours: number) =>
      run([classifiedTrade()], bars(hours * 3_600_000)).map(({ start }) => start)
    expect(starts(24)).toEqual([at('00:00:00')])
    expect(starts(4)).toEqual([at('08:00:00')])
    expect(starts(0.25)).toEqual([at('10:00:00')])
  })

  it('is not moved by what has no time of the exchange', () => {
    expect(told([connection(), traded(1, 5), connection(), rejected(), traded(1, 6)])).toEqual([
      'FPT 0 200 open',
    ])
  })

  it('refuses an interval that does not divide a day', () => {
    for (const interval of [0, -1, NaN, 7 * MINUTE, 2 * 86_400_000])
      expect(() => bars(interval)).toThrow(RangeError)
  })

  const sides: Side[] = ['buy', 'sell', 'neutral']
  const anyTrade = fc
    .record({
      symbol: fc.constantFrom('FPT', 'ACB', 'BID'),
      second: fc.nat(400),
      vnd: fc.integer({ min: 1, max: 50 }),
      volume: fc.integer({ min: 1, max: 1000 }),
      side: fc.constantFrom(...sides),
    })
    .map(({ vnd, second, ...rest }) => traded(vnd, second, rest))
  test.prop([fc.array(anyTrade, { maxLength: 60 })])(
    'conserves volume, keeps low ≤ open, close ≤ high, and numbers revisions without a hole',
    (trades) => {
      const lost: ClassifiedTrade[] = []
      const out = run(trades, bars(MINUTE, { onLate: (trade) => lost.push(trade) }))
      const final = new Map<string, Bar>()
      for (const bar of out) {
        const key = `${bar.symbol} ${bar.start}`
        expect(bar.revision).toBe((final.get(key)?.revision ?? -1) + 1)
        expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close))
        expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close))
        expect(bar.activeBuyVolume + bar.activeSellVolume).toBeLessThanOrEqual(bar.volume)
        final.set(key, bar)
      }
      const sum = (of: Iterable<{ readonly volume: number }>) =>
        [...of].reduce((all, { volume }) => all + volume, 0)
      expect(sum(final.values()) + sum(lost)).toBe(sum(trades))
    },
  )
})
