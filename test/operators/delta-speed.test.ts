import { describe, expect, it } from 'vitest'
import { deltaSpeed } from '../../operators/delta-speed.ts'
import type { ClassifiedEvent, ForeignTotals } from '../../src/domain/event.ts'
import type { ForeignFlow } from '../../src/domain/outputs.ts'
import { at, classifiedTrade, clock, connection, foreign, price, quote } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const TEN = at('10:00:00')
const after = (second: number) => TEN + second * 1000

/** Shares bought so far, so many seconds after 10:00. */
const bought = (buyVolume: number, second: number, some: Partial<ForeignTotals> = {}) =>
  foreign({ buyVolume, exchangeTime: after(second), ...some })
const tick = (second: number) => clock({ exchangeTime: after(second) })
const areNear = (one: number, other: number) => Math.abs(one - other) < 5e-10
const flows = (events: readonly ClassifiedEvent[]) => run(events, deltaSpeed())
const last = (events: readonly ClassifiedEvent[]) => flows(events).at(-1)

const flow = (some: Partial<ForeignFlow> = {}): ForeignFlow => ({
  kind: 'foreignFlow',
  seq: 1,
  exchangeTime: TEN,
  receivedTime: TEN,
  symbol: 'FPT',
  buyVolume: 0,
  sellVolume: 0,
  buyValue: 0,
  sellValue: 0,
  totalRoom: undefined,
  currentRoom: undefined,
  buySpeed: 0,
  sellSpeed: 0,
  buyAcceleration: 0,
  sellAcceleration: 0,
  rebased: false,
  ...some,
})

describe('deltaSpeed', () => {
  const room = { totalRoom: 900, currentRoom: 300 }
  operatorContract<ClassifiedEvent, ForeignFlow>({
    operator: deltaSpeed,
    source: '  -a-t-b-|',
    inputs: {
      a: foreign({ ...room, buyVolume: 1000, sellVolume: 500, buyValue: 7e7, sellValue: 3e7 }),
      t: classifiedTrade({ price: price(70_000) }),
      b: foreign({ ...room, buyVolume: 1600, sellVolume: 500, exchangeTime: after(120), seq: 2 }),
    },
    expected: '-x---y-|',
    outputs: {
      x: flow({ ...room, buyVolume: 1000, sellVolume: 500, buyValue: 7e7, sellValue: 3e7, rebased: true }),
      y: flow({
        ...room,
        seq: 2,
        exchangeTime: after(120),
        receivedTime: after(120),
        buyVolume: 1600,
        sellVolume: 500,
        buyValue: 7e7 + 600 * 70_000,
        sellValue: 3e7,
        buySpeed: 300,
        buyAcceleration: 300,
      }),
    },
  })

  it('A10: takes the first message of a security for its baseline', () => {
    expect(flows([bought(5_000_000, 0)])).toMatchObject([
      { buyVolume: 5_000_000, buySpeed: 0, rebased: true },
    ])
  })

  it('A10: counts the first volume after a connection, and not as flow', () => {
    const events = [bought(0, 0), bought(600, 60), connection(), bought(9000, 120), bought(9300, 150)]
    expect(flows(events)).toMatchObject([
      { rebased: true },
      { buySpeed: 600, rebased: false },
      { buyVolume: 9000, buySpeed: 0, buyAcceleration: 0, rebased: true },
      { buyVolume: 9300, buySpeed: 300, rebased: false },
    ])
    expect(last([bought(0, 0), connection({ state: 'disconnected' }), bought(600, 60)])).toMatchObject({
      rebased: false,
    })
  })

  it('A02: takes totals from before the opening for those of the day before', () => {
    const early = bought(5000, 0, {
      exchangeTime: at('08:35:00'),
      buyValue: 5e9,
      sellVolume: 300,
      sellValue: 3e8,
    })
    const none = { buyVolume: 0, sellVolume: 0, buyValue: 0, sellValue: 0 }
    expect(flows([early])).toMatchObject([{ ...none, rebased: true }])
    expect(flows([early, bought(5000, 0, { sellVolume: 300 })]).at(-1)).toMatchObject({
      ...none,
      buySpeed: 0,
    })
    const reset = [early, bought(0, 0), bought(200, 30)]
    expect(last(reset)).toMatchObject({ buyVolume: 200, buySpeed: 200 })
  })

  it('A02: counts the first total of the day whole, whatever was told before the opening', () => {
    const early = bought(5000, 0, { exchangeTime: at('08:35:00'), sellVolume: 300 })
    const repeated = bought(5000, 1, { sellVolume: 300 })
    for (const sellVolume of [0, 300, 400])
      for (const buyVolume of [400, 5000, 6000]) {
        const today = bought(buyVolume, 2, { buyValue: 4e7, sellVolume, sellValue: 1e7 })
        const isToday = buyVolume !== 5000 || sellVolume !== 300
        const expected = isToday
          ? { buyVolume, buyValue: 4e7, sellVolume, sellValue: 1e7, buySpeed: 0, rebased: true }
          : { buyVolume: 0, sellVolume: 0, rebased: false }
        expect(last([early, today])).toMatchObject(expected)
        expect(last([early, repeated, today])).toMatchObject(expected)
        expect(last([early, bought(4000, 0, { exchangeTime: at('08:50:00') }), today])).toMatchObject({
          buyVolume,
          sellVolume,
        })
      }
    const zero = bought(0, 0, { exchangeTime: at('08:35:00') })
    expect(last([zero, bought(600, 0)])).toMatchObject({ buyVolume: 600, buySpeed: 120, rebased: false })
  })

  it('A11: divides by the minutes since the baseline, one at least and five at most', () => {
    expect(last([bought(0, 0), bought(600, 30)])).toMatchObject({ buySpeed: 600 })
    expect(last([bought(0, 0), bought(600, 60)])).toMatchObject({ buySpeed: 600 })
    expect(last([bought(0, 0), bought(600, 180)])).toMatchObject({ buySpeed: 200 })
    expect(last([bought(0, 0), bought(600, 600)])).toMatchObject({ buySpeed: 120 })
  })

  it('A11: falls to 0 as the clock goes on, telling so at most each ten seconds', () => {
    const seconds = Array.from({ length: 500 }, (_, second) => tick(60 + second))
    const out = flows([bought(0, 0), bought(600, 60), ...seconds])
    const decays = out.slice(2)
    const gaps = decays.map(({ exchangeTime }, i) => exchangeTime - (out[i + 1]?.exchangeTime ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10_000)
    expect(decays[0]).toMatchObject({ exchangeTime: after(70), rebased: false })
    expect(decays.find(({ buySpeed }) => buySpeed === 0)?.exchangeTime).toBe(after(360))
    expect(decays.at(-1)).toMatchObject({ exchangeTime: after(420), buySpeed: 0, buyAcceleration: 0 })
  })

  it('A11: is moved on by any event’s time', () => {
    const other = quote({ symbol: 'ACB', exchangeTime: after(600) })
    expect(last([bought(0, 0), bought(600, 60), other])).toMatchObject({
      symbol: 'FPT',
      exchangeTime: after(600),
      buySpeed: 0,
    })
  })

  it('A12: counts what is less than five minutes old, half-open', () => {
    const at60 = [bought(0, 0), bought(600, 60)]
    expect(last([...at60, bought(600, 359)])).toMatchObject({ buySpeed: 120 })
    expect(last([...at60, bought(600, 360)])).toMatchObject({ buySpeed: 0 })
  })

  it('A12: counts all messages of the window, however many came', () => {
    const busy = Array.from({ length: 3000 }, (_, i) => bought(i, i / 10))
    expect(last(busy)).toMatchObject({ buySpeed: 2999 / ((2999 * 100) / 60_000) })
  })

  it('A13: accelerates by the difference to the speed a minute ago', () => {
    // At 4:00 it had 600 in four minutes: 150 a minute. At 5:00 it has 1,600 in five: 320.
    expect(last([bought(0, 0), bought(600, 120), bought(1600, 300)])).toMatchObject({
      buySpeed: 320,
      buyAcceleration: 170,
    })
    expect(last([bought(0, 0), bought(600, 59)])).toMatchObject({ buySpeed: 600, buyAcceleration: 0 })
  })

  it('A14: takes a fall for a new baseline, and never shows less than before', () => {
    const events = [bought(0, 0), bought(1000, 60), bought(400, 120), bought(700, 180)]
    expect(flows(events)).toMatchObject([
      { buyVolume: 0 },
      { buyVolume: 1000, rebased: false },
      { buyVolume: 1000, rebased: true, buySpeed: 0 },
      { buyVolume: 1300, rebased: false, buySpeed: 300 },
    ])
  })

  it('leaves out an older message that came late', () => {
    expect(flows([bought(0, 0), bought(1000, 60), bought(400, 59), bought(1100, 61)])).toMatchObject([
      { buyVolume: 0 },
      { buyVolume: 1000 },
      { buyVolume: 1100, rebased: false },
    ])
  })

  it('leaves out a lower total of the same second: two messages changed places', () => {
    expect(flows([bought(0, 0), bought(1000, 60), bought(900, 60), bought(1100, 61)])).toMatchObject([
      { buyVolume: 0 },
      { buyVolume: 1000 },
      { buyVolume: 1100, buySpeed: expect.closeTo(1100 / (61 / 60)) as number, rebased: false },
    ])
  })

  it('A15: values each change at the price of its time, so that a falling price takes nothing back', () => {
    const traded = (vnd: number) => classifiedTrade({ price: price(vnd) })
    const events = [
      bought(0, 0),
      traded(100_000),
      bought(10, 1, { buyValue: 1e6 }),
      traded(50_000),
      bought(20, 2, { buyValue: 1e6 }),
    ]
    expect(flows(events).map(({ buyValue }) => buyValue)).toEqual([0, 1_000_000, 1_500_000])
  })

  it('A15: goes by the feed’s average where nothing was traded, or only by agreement', () => {
    const agreed = classifiedTrade({ phase: 'putThrough', price: price(1) })
    expect(last([bought(0, 0), agreed, bought(100, 1, { buyValue: 7_000_000 })])).toMatchObject({
      buyValue: 7_000_000,
    })
  })

  it('values no volume at more than can be counted to the VND', () => {
    const events = [bought(0, 0), classifiedTrade({ price: price(100_000) }), bought(9e15, 1)]
    expect(last(events)?.buyValue).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('A04: values futures by the point', () => {
    const symbol = '41I1GC000'
    const trade = classifiedTrade({ symbol, price: price(1300.5) })
    expect(last([bought(0, 0, { symbol }), trade, bought(2, 1, { symbol })])).toMatchObject({
      buyValue: 260_100_000,
    })
  })

  it('A17: passes room on as it is', () => {
    expect(last([bought(0, 0, { totalRoom: 5, currentRoom: 9 })])).toMatchObject({
      totalRoom: 5,
      currentRoom: 9,
    })
  })

  it('A01: takes each trading day’s first message for a baseline, and nothing of a day that is over', () => {
    const tomorrow = bought(50, 3 * 86_400)
    expect(flows([bought(1000, 0), tomorrow, bought(2000, 10)])).toMatchObject([
      { buyVolume: 1000 },
      { buyVolume: 50, rebased: true },
    ])
  })

  it('keeps buying and selling, and securities, apart', () => {
    const sold = foreign({ sellVolume: 60, exchangeTime: after(60) })
    expect(last([foreign(), sold])).toMatchObject({ buySpeed: 0, sellSpeed: 60 })
    expect(last([bought(0, 0), bought(900, 1, { symbol: 'ACB' })])).toMatchObject({
      symbol: 'ACB',
      rebased: true,
    })
  })

  test.prop([
    fc.array(fc.record({ wait: fc.nat(90), volume: fc.nat(1000) }), { minLength: 1, maxLength: 80 }),
  ])('measures what a sum over all messages would', (steps) => {
    let second = 0
    let total = 0
    const deltas = steps.map(({ wait, volume }) => ({
      volume,
      time: after((second += wait)),
      total: (total += volume),
    }))
    const events = deltas.map(({ total, time }) => foreign({ buyVolume: total, exchangeTime: time }))
    const start = deltas[0]!.time
    const speedAt = (now: number) => {
      const sum = deltas
        .slice(1)
        .reduce((all, { time, volume }) => (time > now - 300_000 && time <= now ? all + volume : all), 0)
      return sum / Math.min(5, Math.max(1, (now - start) / 60_000))
    }
    const own = flows(events)
    expect(own.length).toBe(events.length)
    const accelerationAt = (now: number) => (now - start < 60_000 ? 0 : speedAt(now) - speedAt(now - 60_000))
    const wrong = own
      .filter(({ exchangeTime }, i) => own[i + 1]?.exchangeTime !== exchangeTime)
      .filter(
        ({ exchangeTime: now, buySpeed, buyAcceleration }) =>
          !areNear(buySpeed, speedAt(now)) || !areNear(buyAcceleration, accelerationAt(now)),
      )
    expect(wrong).toEqual([])
  })

  it('tells what time changes in the order in which securities began to flow', () => {
    const other = { symbol: 'ACB' }
    const told = flows([
      ...[bought(0, 0), bought(0, 0, other)],
      // Repeats what it said: that is no flow.
      ...[bought(0, 400), tick(411)],
      ...[bought(100, 420, other), bought(100, 430), tick(500)],
    ])
    expect(told.slice(-2).map(({ symbol }) => symbol)).toEqual(['ACB', 'FPT'])
  })

  test.prop([
    fc.array(fc.record({ wait: fc.integer({ min: 1, max: 200 }), volume: fc.nat(1000) }), {
      minLength: 1,
      maxLength: 20,
    }),
  ])('tells, as time goes on, each change of what a sum over all messages would be', (steps) => {
    let total = 0
    let second = 0
    const deltas = steps.map(({ wait, volume }) => ({
      volume,
      time: after((second += wait)),
      total: (total += volume),
    }))
    const start = deltas[0]!.time
    const ticks = Array.from({ length: Math.ceil(second / 10) + 60 }, (_, i) => tick(10 * i))
    const events = [
      ...deltas.map(({ total: buyVolume, time }) => foreign({ buyVolume, exchangeTime: time })),
      ...ticks,
    ].toSorted((a, b) => a.exchangeTime - b.exchangeTime)
    const speedAt = (now: number) => {
      const sum = deltas
        .slice(1)
        .reduce((all, { time, volume }) => (time > now - 300_000 && time <= now ? all + volume : all), 0)
      return sum / Math.min(5, Math.max(1, (now - start) / 60_000))
    }
    const own = flows(events)
    const accelerationAt = (now: number) => (now - start < 60_000 ? 0 : speedAt(now) - speedAt(now - 60_000))
    const wrong = ticks.filter(({ exchangeTime: now }) => {
      const told = own.findLast(({ exchangeTime }) => exchangeTime <= now)
      // Speeds are told ten seconds apart at least.
      if (!told || (told.exchangeTime !== now && now - told.exchangeTime < 10_000)) return false
      return !areNear(told.buySpeed, speedAt(now)) || !areNear(told.buyAcceleration, accelerationAt(now))
    })
    expect(wrong).toEqual([])
  })
})
