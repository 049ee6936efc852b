import { describe, expect, it } from 'vitest'
import { flowSpeed, type FlowSpeed } from '../../operators/flow-speed.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, clock, connection } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const TEN = at('10:00:00')
const after = (second: number) => TEN + second * 1000
const traded = (side: 'buy' | 'sell' | 'neutral', volume: number, second: number, seq = 1) =>
  classifiedTrade({ side, volume, exchangeTime: after(second), seq })
const tick = (second: number) => clock({ exchangeTime: after(second) })
const last = (events: readonly ClassifiedEvent[], minutes = 5) => run(events, flowSpeed({ minutes })).at(-1)

const speed = (some: Partial<FlowSpeed>): FlowSpeed => ({
  kind: 'flowSpeed',
  seq: 1,
  exchangeTime: TEN,
  receivedTime: TEN,
  symbol: 'FPT',
  buySpeed: 0,
  sellSpeed: 0,
  deltaSpeed: 0,
  buyAcceleration: 0,
  sellAcceleration: 0,
  deltaAcceleration: 0,
  ...some,
})

describe('flowSpeed', () => {
  operatorContract<ClassifiedEvent, FlowSpeed>({
    operator: flowSpeed,
    source: '  -a-b-|',
    inputs: { a: traded('buy', 600, 0), b: traded('sell', 300, 120, 2) },
    expected: '-x-y-|',
    outputs: {
      x: speed({ buySpeed: 600, deltaSpeed: 600 }),
      y: speed({
        seq: 2,
        exchangeTime: after(120),
        receivedTime: after(120),
        buySpeed: 300,
        sellSpeed: 150,
        deltaSpeed: 150,
        buyAcceleration: -300,
        sellAcceleration: 150,
        deltaAcceleration: -450,
      }),
    },
  })

  it('divides by the minutes since the first trade, one at least', () => {
    expect(last([traded('buy', 100, 0), traded('buy', 500, 30)])).toMatchObject({ buySpeed: 600 })
    expect(last([traded('buy', 100, 0), traded('buy', 500, 180)])).toMatchObject({ buySpeed: 200 })
    expect(last([traded('buy', 100, 0), traded('buy', 500, 600)])).toMatchObject({ buySpeed: 100 })
    expect(last([traded('buy', 100, 0), traded('buy', 500, 600)], 2)).toMatchObject({ buySpeed: 250 })
  })

  it('falls to 0 as the clock goes on, telling so at most each ten seconds', () => {
    const seconds = Array.from({ length: 500 }, (_, second) => tick(second))
    const out = run([traded('buy', 600, 0), ...seconds], flowSpeed())
    const waits = out.slice(1).map(({ exchangeTime }, i) => exchangeTime - out[i]!.exchangeTime)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(10_000)
    expect(out.find(({ buySpeed }) => buySpeed === 0)?.exchangeTime).toBe(after(300))
    expect(out.at(-1)).toMatchObject({ exchangeTime: after(360), deltaSpeed: 0, deltaAcceleration: 0 })
  })

  it('takes the first trade after a connection for a new baseline', () => {
    const events = [traded('buy', 600, 0), connection(), traded('buy', 60, 240)]
    expect(last(events)).toMatchObject({ buySpeed: 60, buyAcceleration: 0 })
    const down = [traded('buy', 600, 0), connection({ state: 'disconnected' }), traded('buy', 60, 240)]
    expect(last(down)).toMatchObject({ buySpeed: 165 })
  })

  it('A01: begins again with a trading day', () => {
    expect(last([traded('buy', 600, 0), traded('buy', 60, 3 * 86_400)])).toMatchObject({ buySpeed: 60 })
  })

  it('leaves nobody’s trades and agreed deals out', () => {
    const agreed = classifiedTrade({ side: 'buy', phase: 'putThrough' })
    expect(run([traded('neutral', 100, 0), agreed], flowSpeed())).toEqual([speed({})])
  })

  it('refuses parts of a minute', () => {
    expect(() => flowSpeed({ minutes: 0.5 })).toThrow(RangeError)
    expect(() => flowSpeed({ minutes: 0 })).toThrow(RangeError)
  })

  const steps = fc.array(
    fc.record({
      wait: fc.nat(90),
      volume: fc.integer({ min: 1, max: 1000 }),
      side: fc.constantFrom('buy' as const, 'sell' as const),
    }),
    { minLength: 1, maxLength: 60 },
  )
  test.prop([steps, fc.integer({ min: 1, max: 6 })])(
    'measures what a sum over all trades would',
    (given, minutes) => {
      let second = 0
      const trades = given.map(({ wait, volume, side }) => traded(side, volume, (second += wait)))
      const since = trades[0]!.exchangeTime
      const speedAt = (side: string, now: number) => {
        const reach = trades.filter(({ exchangeTime: time }) => time > now - minutes * 60_000 && time <= now)
        const sum = reach.reduce((all, each) => all + (each.side === side ? each.volume : 0), 0)
        return sum / Math.min(minutes, Math.max(1, (now - since) / 60_000))
      }
      const now = trades.at(-1)!.exchangeTime
      const out = last(trades, minutes)!
      expect(out.buySpeed).toBeCloseTo(speedAt('buy', now), 9)
      expect(out.sellSpeed).toBeCloseTo(speedAt('sell', now), 9)
      expect(out.deltaSpeed).toBe(out.buySpeed - out.sellSpeed)
      const change = now - since < 60_000 ? 0 : speedAt('buy', now) - speedAt('buy', now - 60_000)
      expect(out.buyAcceleration).toBeCloseTo(change, 9)
    },
  )
})
