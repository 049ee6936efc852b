import { describe, expect, it } from 'vitest'
import { missedMinutes, type MissedMinutes } from '../../operators/missed-minutes.ts'
import type { Gap } from '../../src/domain/event.ts'
import type { Output } from '../../src/domain/outputs.ts'
import { at, clock, gap, minuteBar, status } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

/** A gap between two times of day, `10:00:05`. */
const lost = (from: string, to: string, some: Partial<Gap> = {}) =>
  gap({ from: at(from), to: at(to), exchangeTime: at(to), ...some })
const tick = (time: string) => clock({ exchangeTime: at(time) })
const listed = (time: string, symbol = 'FPT') =>
  minuteBar({ symbol, start: at(time), exchangeTime: at(time) })

/** `symbol from to` of each security, as it was told last. */
const told = (events: readonly Output[], options = {}) =>
  run(events, missedMinutes(options)).map((missed) => missed.map(({ symbol }) => symbol).join(' '))

describe('missedMinutes', () => {
  operatorContract<Output, readonly MissedMinutes[]>({
    operator: missedMinutes,
    source: '  -a-b-c-d-|',
    inputs: {
      a: lost('10:00:05', '10:02:10'),
      b: tick('10:03:04'),
      c: tick('10:03:05'),
      d: listed('10:02:00'),
    },
    expected: '-----x-y-|',
    outputs: {
      x: [{ symbol: 'FPT', from: at('10:00:05'), to: at('10:02:10'), volume: 100 }],
      y: [],
    },
  })

  it('joins the gaps of a security', () => {
    const events = [
      lost('10:00:05', '10:00:10'),
      lost('10:00:20', '10:00:30'),
      lost('10:02:00', '10:03:00'),
      tick('10:05:00'),
    ]
    expect(run(events, missedMinutes())).toEqual([
      [{ symbol: 'FPT', from: at('10:00:05'), to: at('10:00:30'), volume: 200 }],
      [{ symbol: 'FPT', from: at('10:00:05'), to: at('10:03:00'), volume: 300 }],
    ])
  })

  it('tells the newest gaps first, and gives up the oldest', () => {
    const events = ['AAA', 'BBB', 'CCC'].map((symbol, i) => lost('10:00:00', `10:00:0${i}`, { symbol }))
    expect(told([...events, tick('10:02:00')])).toEqual(['CCC BBB AAA'])
    expect(told([...events, tick('10:02:00')], { most: 2 })).toEqual(['CCC BBB'])
  })

  it('takes off what came late, before its minute was over and after', () => {
    const gone = lost('10:00:05', '10:00:10', { missingVolume: -100 })
    expect(told([lost('10:00:05', '10:00:10'), gone, tick('10:02:00')])).toEqual([])
    expect(told([lost('10:00:05', '10:00:10'), tick('10:02:00'), gone])).toEqual(['FPT', ''])
    const half = { ...gone, missingVolume: -50 }
    expect(told([lost('10:00:05', '10:00:10'), tick('10:02:00'), half, half, half])).toEqual(['FPT', ''])
  })

  it('is answered by a list that has the last minute, and by no other', () => {
    const missed = [lost('10:00:05', '10:02:10'), tick('10:04:00')]
    expect(told([...missed, listed('10:01:00'), listed('10:02:00', 'ACB')])).toEqual(['FPT'])
    expect(told([...missed, listed('10:05:00')])).toEqual(['FPT', ''])
    const again = [lost('10:04:01', '10:05:10'), listed('10:06:00'), tick('10:07:00')]
    expect(told([...missed, ...again])).toEqual(['FPT', '', 'FPT'])
  })

  it('does not miss what was traded before the first message of the day', () => {
    expect(
      told([lost('10:00:05', '10:00:10', { from: undefined, reason: 'start' }), tick('10:02:00')]),
    ).toEqual([])
  })

  it('begins a day with nothing missed', () => {
    const monday = status({ exchangeTime: at('09:00:00', '2026-11-23') })
    const events = [lost('10:00:05', '10:00:10'), tick('10:02:00'), lost('14:44:00', '14:45:00'), monday]
    expect(told([...events, clock({ exchangeTime: at('10:00:00', '2026-11-23') })])).toEqual(['FPT', ''])
  })

  const minute = fc.integer({ min: 0, max: 50 })
  test.prop([fc.array(fc.tuple(fc.constantFrom('FPT', 'ACB', 'BID'), minute, fc.constantFrom(100, -100)))])(
    'misses a security exactly while its gaps do not add up to 0',
    (changes) => {
      const sums = new Map<string, number>()
      const events = changes
        .sort(([, a], [, b]) => a - b)
        .flatMap(([symbol, m, missingVolume]) => {
          const to = at('10:00:00') + m * 60_000
          const sum = sums.get(`${symbol} ${m}`) ?? 0
          if (sum + missingVolume < 0) return []
          sums.set(`${symbol} ${m}`, sum + missingVolume)
          return [gap({ symbol, from: to - 1, to, exchangeTime: to, missingVolume })]
        })
      const last = run([...events, tick('11:30:00')], missedMinutes()).at(-1) ?? []
      const missing = ['FPT', 'ACB', 'BID'].filter((symbol) =>
        [...sums].some(([key, volume]) => key.startsWith(symbol) && volume > 0),
      )
      expect(last.map(({ symbol }) => symbol).sort()).toEqual(missing.sort())
    },
  )
})
