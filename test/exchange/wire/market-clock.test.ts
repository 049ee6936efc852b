import { describe, expect, it } from 'vitest'
import { instantOf, isoIct } from '../../../src/domain/time.ts'
import type { MarketMessage } from '../../../src/exchange/message.ts'
import { simulatedExchange } from '../../../src/exchange/simulated-exchange.ts'
import { marketClock, type MarketClockOptions } from '../../../src/exchange/wire/market-clock.ts'

const SECOND = 1_000
const DATE = '2026-11-20'
const hours = (text: string) => {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number)
  return ((hour * 60 + minute) * 60 + second) * SECOND
}
const at = (time: string) => instantOf(DATE, hours(time))
const market = (startAt: string) =>
  simulatedExchange({ seed: 1, date: DATE, symbols: 40, startAt: hours(startAt) })

/** A market under a clock, and all that it told. */
function clocked(startAt: string, options: Partial<MarketClockOptions> = {}) {
  const exchange = market(startAt)
  const told: MarketMessage[] = []
  let wall = 0
  const clock = marketClock({
    exchange,
    speed: 1,
    skipsPauses: false,
    now: () => wall,
    parts: [{ step: (messages) => told.push(...messages) }],
    drained: () => Promise.resolve(),
    ...options,
  })
  return {
    exchange,
    told,
    ...clock,
    time: () => isoIct(clock.control.status().clock ?? 0).slice(11, 19),
    /** So many seconds of the wall pass. */
    pass: (seconds: number) => {
      for (let i = 0; i < seconds * 10; i++) {
        wall += SECOND / 10
        clock.tick()
      }
    },
  }
}

describe('the clock of a market', () => {
  it('stands when it is told to, and goes on from there, at another speed if wanted', async () => {
    const { control, pass, time, told } = clocked('10:00')
    pass(3)
    expect(time()).toBe('10:00:03')
    await control.order({ action: 'pause' })
    const before = told.length
    pass(60)
    expect([control.status().state, time(), told.length]).toEqual(['paused', '10:00:03', before])
    await control.order({ action: 'speed', speed: 20 })
    await control.order({ action: 'play' })
    pass(1)
    expect([control.status().state, time()]).toEqual(['playing', '10:00:23'])
    expect(told.length).toBeGreaterThan(before)
  })

  it('goes to the next second and to the next minute by steps, and stands there', async () => {
    const { control, pass, time } = clocked('10:00')
    pass(1.5)
    await control.order({ action: 'step', by: 'second' })
    expect(time()).toBe('10:00:02')
    await control.order({ action: 'step', by: 'bar' })
    pass(5)
    expect([control.status().state, time()]).toEqual(['paused', '10:01:00'])
  })

  it('tells on the way to a later instant each message that it would have told without', async () => {
    const { control, told, time } = clocked('10:00')
    await control.order({ action: 'seek', to: at('10:02') })
    expect([control.status().state, time()]).toEqual(['playing', '10:02:00'])
    expect(told.length).toBeGreaterThan(100)
    expect(told).toEqual(market('10:00').advance(at('10:02')))
  })

  it('waits on the way for clients that are slower, and stops there when it is paused', async () => {
    let taken: () => void = () => undefined
    const drained = () => new Promise<void>((resolve) => (taken = resolve))
    let wall = 0
    const now = () => (wall += 60)
    const { control, time } = clocked('10:00', { drained, now })
    const arrived = control.order({ action: 'seek', to: at('14:00') })
    const place = time()
    expect(control.status().state).toBe('seeking')
    expect(place < '10:01:00').toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(time()).toBe(place)
    await control.order({ action: 'pause' })
    taken()
    expect(await arrived).toBeUndefined()
    expect([control.status().state, time()]).toEqual(['paused', place])
  })

  it('goes where it was told last', async () => {
    let wall = 0
    const { control, time } = clocked('10:00', { now: () => (wall += 60) })
    const far = control.order({ action: 'seek', to: at('14:00') })
    const near = control.order({ action: 'seek', to: at('10:00:30') })
    await Promise.all([far, near])
    expect([control.status().state, time()]).toEqual(['playing', '10:00:30'])
  })

  it.each([
    [{ action: 'seek', to: at('09:59') }, 'to', /not before 2026-11-20T10:00:00\+07:00.* another exchange/],
    [{ action: 'seek', to: at('10:00') + 20 * 365 * 86_400_000 }, 'to', /calendar ends/],
    [{ action: 'step', by: 'frame' }, 'by', /second or bar/],
    [{ action: 'step', by: 'event' }, 'by', /second or bar/],
    [{ action: 'speed', speed: 'max' }, 'speed', /a number above 0/],
    [{ action: 'loop', loop: true }, 'action', /all but loop/],
  ] as const)('refuses %j and says what it would do', async (command, field, allowed) => {
    const { control, time } = clocked('10:00')
    const before = control.status()
    expect(await control.order(command)).toEqual({
      field,
      allowed: expect.stringMatching(allowed) as string,
    })
    expect([control.status(), time()]).toEqual([before, '10:00:00'])
  })
})

describe('a clock without pauses', () => {
  it('jumps over lunch', () => {
    const { pass, told, time } = clocked('11:29:50', { skipsPauses: true })
    pass(10)
    expect(time()).toBe('13:00:00')
    const before = told.length
    pass(10)
    expect(time()).toBe('13:00:10')
    expect(told.slice(before).some(({ kind }) => kind === 'trade')).toBe(true)
  })

  it('jumps over the night and the weekend to the next pre-open auction', () => {
    const { pass, exchange } = clocked('14:59:59', { skipsPauses: true })
    pass(2)
    expect(exchange.date).toBe('2026-11-23')
  })

  it('is no earlier than where it is told to go, when that is a pause', async () => {
    const { control, time } = clocked('11:29:50', { skipsPauses: true })
    await control.order({ action: 'seek', to: at('12:00') })
    expect(time()).toBe('13:00:00')
  })

  it('leaves a moving market alone', () => {
    const { pass, told } = clocked('10:00', { skipsPauses: true })
    pass(30)
    expect(told).toEqual(market('10:00').advance(at('10:00:30')))
  })
})
