import { describe, expect, it } from 'vitest'
import {
  volumeProfile,
  type VolumeProfile,
  type VolumeProfileOptions,
} from '../../operators/volume-profile.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, clock, gap, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const paid = (vnd: number, volume: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ price: price(vnd), volume, ...some })
const profiles = (events: readonly ClassifiedEvent[], options?: VolumeProfileOptions) =>
  run(events, volumeProfile(options))
const minute = clock({ exchangeTime: at('10:01:00'), seq: 9 })
const level = (vnd: number, volume: number, activeBuyVolume = 0, activeSellVolume = 0) => ({
  price: price(vnd),
  volume,
  activeBuyVolume,
  activeSellVolume,
})
/** The area of volumes at 1, 2, 3 … VND. */
const area = (volumes: readonly number[], options?: VolumeProfileOptions) => {
  const [profile] = profiles(
    volumes.map((volume, i) => paid(i + 1, volume)),
    options,
  )
  return [profile!.valueAreaLow / 100, profile!.pointOfControl / 100, profile!.valueAreaHigh / 100]
}

describe('volumeProfile', () => {
  operatorContract<ClassifiedEvent, VolumeProfile>({
    operator: volumeProfile,
    source: '  -a-b-c-m-|',
    inputs: {
      a: paid(102, 300, { side: 'buy' }),
      b: paid(101, 500, { side: 'sell' }),
      c: paid(102, 100),
      m: minute,
    },
    expected: '-------x-|',
    outputs: {
      x: {
        kind: 'volumeProfile',
        seq: 9,
        exchangeTime: at('10:01:00'),
        receivedTime: at('10:01:00'),
        symbol: 'FPT',
        levels: [level(101, 500, 0, 500), level(102, 400, 300)],
        volume: 900,
        pointOfControl: price(101),
        valueAreaLow: price(101),
        valueAreaHigh: price(102),
      },
    },
  })

  it('tells of what traded since, once an interval, and at the end', () => {
    const other = paid(50, 1, { symbol: 'ACB' })
    const events = [paid(100, 1), other, minute, clock({ exchangeTime: at('10:02:00') }), paid(100, 2)]
    expect(profiles(events).map(({ symbol, volume }) => [symbol, volume])).toEqual([
      ['FPT', 1],
      ['ACB', 1],
      ['FPT', 3],
    ])
  })

  it('grows its value area by the larger neighbour, the upper one when equal', () => {
    expect(area([1, 2, 10, 3, 1])).toEqual([3, 3, 4])
    expect(area([1, 3, 10, 2, 1])).toEqual([2, 3, 3])
    expect(area([1, 3, 10, 3, 1])).toEqual([3, 3, 4])
    expect(area([1, 3, 10, 3, 1], { share: 1 })).toEqual([1, 3, 5])
    expect(area([1, 3, 10, 3, 1], { share: 0.1 })).toEqual([3, 3, 3])
  })

  it('takes the lowest of several prices with the most volume', () => {
    expect(area([5, 1, 5], { share: 0.1 })).toEqual([1, 1, 1])
  })

  it('A01: tells a day’s last profile when the next one begins, and begins anew', () => {
    const exchangeTime = at('09:15:00', '2026-11-23')
    const out = profiles([paid(100, 1), paid(200, 2, { exchangeTime })])
    expect(out.map(({ levels }) => levels)).toEqual([[level(100, 1)], [level(200, 2)]])
  })

  it('begins anew where the feed counts anew, and leaves out deals that were agreed', () => {
    expect(profiles([paid(100, 1), paid(200, 2, { restart: true })])).toMatchObject([{ volume: 2 }])
    expect(profiles([paid(100, 1), gap({ restart: true })])).toEqual([])
    expect(profiles([paid(100, 1, { phase: 'putThrough' })])).toEqual([])
  })

  it('refuses intervals and shares that are none', () => {
    for (const every of [0, -1, 7_000_000]) expect(() => volumeProfile({ every })).toThrow(RangeError)
    for (const share of [0, 1.1, NaN]) expect(() => volumeProfile({ share })).toThrow(RangeError)
  })

  const trades = fc.array(
    fc.record({ vnd: fc.integer({ min: 1, max: 12 }), volume: fc.integer({ min: 1, max: 1000 }) }),
    { minLength: 1, maxLength: 60 },
  )
  test.prop([trades, fc.double({ min: 0.05, max: 1, noNaN: true })])(
    'holds all volume, and its share in a stretch about the point of control',
    (given, share) => {
      const out = profiles(
        given.map(({ vnd, volume }) => paid(vnd, volume)),
        { share },
      )
      expect(out).toHaveLength(1)
      const { levels, volume, pointOfControl, valueAreaLow: low, valueAreaHigh: high } = out[0]!
      const sum = (all: readonly { volume: number }[]) => all.reduce((total, each) => total + each.volume, 0)
      expect(volume).toBe(sum(given))
      expect(sum(levels)).toBe(volume)
      expect(levels.find(({ price: at }) => at === pointOfControl)?.volume).toBe(
        Math.max(...levels.map((each) => each.volume)),
      )
      expect(low).toBeLessThanOrEqual(pointOfControl)
      expect(high).toBeGreaterThanOrEqual(pointOfControl)
      expect(sum(levels.filter(({ price: at }) => at >= low && at <= high))).toBeGreaterThanOrEqual(
        share * volume,
      )
    },
  )
})
