import { describe, expect, it } from 'vitest'
import { openingRange, type OpeningRangeOptions, type RangeBreak } from '../../operators/opening-range.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, gap, price } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const paid = (time: string, vnd: number, some: Parameters<typeof classifiedTrade>[0] = {}) =>
  classifiedTrade({ exchangeTime: at(time), price: price(vnd), ...some })
const breaks = (events: readonly ClassifiedEvent[], options?: OpeningRangeOptions) =>
  run(events, openingRange(options)).map(({ direction }) => direction)
/** A range of 99 to 101 VND. */
const range = [paid('09:15:02', 99, { phase: 'ato' }), paid('09:29:59', 101)]

describe('openingRange', () => {
  operatorContract<ClassifiedEvent, RangeBreak>({
    operator: openingRange,
    source: '  -a-b-c-d-|',
    inputs: {
      a: range[0]!,
      b: range[1]!,
      c: paid('09:30:00', 102, { seq: 3 }),
      d: paid('09:31:00', 98, { seq: 4 }),
    },
    expected: '-----x-y-|',
    outputs: {
      x: broken({ seq: 3, exchangeTime: at('09:30:00'), receivedTime: at('09:30:00') }),
      y: broken({
        seq: 4,
        exchangeTime: at('09:31:00'),
        receivedTime: at('09:31:00'),
        direction: 'down',
        price: price(98),
      }),
    },
  })

  it('tells of leaving the range, and again only after coming back', () => {
    const after = [101, 102, 103, 101, 102, 98].map((vnd) => paid('10:00:00', vnd))
    expect(breaks([...range, ...after])).toEqual(['up', 'up', 'down'])
  })

  it('takes as many minutes as are asked for, from the venue’s own start', () => {
    expect(breaks([...range, paid('09:35:00', 102), paid('09:45:00', 102)], { minutes: 30 })).toEqual([])
    expect(breaks([...range, paid('09:35:00', 102), paid('09:45:00', 103)], { minutes: 30 })).toEqual(['up'])
    const future = { venue: 'DERIVATIVES', symbol: '41I1GC000' } as const
    expect(breaks([paid('09:14:59', 99, future), paid('09:15:00', 100, future)])).toEqual(['up'])
  })

  it('leaves agreed and late prices out, but lets a late one of the range widen it', () => {
    const odd = [paid('10:00:00', 200, { phase: 'putThrough' }), paid('10:00:00', 200, { late: true })]
    expect(breaks([...range, ...odd])).toEqual([])
    const late = paid('09:20:00', 110, { late: true })
    expect(breaks([...range, paid('09:30:00', 102), late, paid('09:31:00', 105)])).toEqual(['up'])
  })

  it('says whether it was told of all of the range', () => {
    const wholes = (...gaps: ClassifiedEvent[]) =>
      run([...range, ...gaps, paid('10:00:00', 102)], openingRange()).map(({ whole }) => whole)
    expect(wholes(gap({ from: at('09:30:00') }))).toEqual([true])
    expect(wholes(gap({ from: at('09:29:00') }))).toEqual([false])
    expect(wholes(gap({ from: undefined }))).toEqual([false])
    expect(wholes(gap({ from: at('09:29:00'), missingVolume: -100 }))).toEqual([true])
  })

  it('has no range where it began after it, and begins anew each trading day', () => {
    expect(breaks([paid('10:00:00', 100), paid('10:00:01', 200)])).toEqual([])
    const exchangeTime = at('10:00:00', '2026-11-23')
    expect(breaks([...range, paid('10:00:00', 200, { exchangeTime })])).toEqual([])
  })

  it('refuses minutes that are none', () => {
    expect(() => openingRange({ minutes: 0 })).toThrow(RangeError)
  })

  const prices = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 1, maxLength: 30 })
  test.prop([prices, prices])('tells of prices beyond the range only, of turns only', (first, then) => {
    const out = run(
      [...first.map((vnd) => paid('09:20:00', vnd)), ...then.map((vnd) => paid('10:00:00', vnd))],
      openingRange(),
    )
    const sides = then.map((vnd) =>
      vnd > Math.max(...first) ? 'up' : vnd < Math.min(...first) ? 'down' : 'in',
    )
    expect(out.map(({ direction }) => direction)).toEqual(
      sides.filter((side, i) => side !== 'in' && side !== sides[i - 1]),
    )
  })
})

function broken(some: Partial<RangeBreak>): RangeBreak {
  return {
    kind: 'rangeBreak',
    seq: 1,
    exchangeTime: at('09:30:00'),
    receivedTime: at('09:30:00'),
    symbol: 'FPT',
    direction: 'up',
    price: price(102),
    high: price(101),
    low: price(99),
    whole: true,
    ...some,
  }
}
