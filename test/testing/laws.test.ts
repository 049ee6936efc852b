import { AssertionError } from 'node:assert'
import { bufferCount, bufferTime, delay, map, type OperatorFunction, scan, tap, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { vwap } from '../../operators/vwap.ts'
import {
  looksAtNothingLater,
  marketTrades,
  sameFromSnapshot,
  sameInAnyChunks,
} from '../../src/testing/index.ts'
import { test } from '../property-tests.ts'

const numbers = [1, 2, 3, 4, 5]
type Numbers = () => OperatorFunction<number, unknown>
const sums: Numbers = () => scan((sum, n) => sum + n, 0)
const failing: Numbers = () =>
  map((n) => {
    if (n === 3) throw new Error('three')
    return n
  })

describe('laws', () => {
  test.prop([marketTrades({ dates: ['2026-11-19', '2026-11-20'], maxLength: 20 })], { numRuns: 20 })(
    'hold for an operator of vnflow',
    (trades) => {
      sameInAnyChunks(vwap, trades, [3, 1])
      sameFromSnapshot(vwap, trades)
      looksAtNothingLater(vwap, trades)
    },
  )

  it('hold for nothing, and for what fails', () => {
    for (const values of [[], numbers]) {
      sameInAnyChunks(failing, values)
      sameFromSnapshot(failing, values)
      looksAtNothingLater(failing, values)
    }
  })

  it.each<[string, Numbers]>([
    ['a timer', () => bufferTime(600_000)],
    ['a wait', () => delay(1)],
  ])('of chunks breaks on %s', (_, operator) => {
    expect(() => sameInAnyChunks(operator, numbers)).toThrow(AssertionError)
  })

  it('of chunks takes sizes again and again', () => {
    const seen: number[] = []
    sameInAnyChunks(() => tap((n: number) => seen.push(n)), numbers, [2, 1])
    expect(seen).toEqual([...numbers, ...numbers])
    for (const sizes of [[], [0], [1, -1], [NaN]])
      expect(() => sameInAnyChunks(sums, numbers, sizes)).toThrow(RangeError)
  })

  it('of snapshots breaks on what is remembered elsewhere, and names the place', () => {
    sameInAnyChunks(sums, numbers)
    expect(() => sameFromSnapshot(sums, numbers)).toThrow(/brokenAt: 1/)
  })

  it('of no foresight breaks on what is shared', () => {
    let sum = 0
    expect(() => looksAtNothingLater(() => map((n: number) => (sum += n)), numbers)).toThrow(AssertionError)
  })

  it('of no foresight breaks on an output that is changed after it went out', () => {
    const counting = () => {
      const told = { last: 0 }
      return map((n: number) => Object.assign(told, { last: n }))
    }
    expect(() => looksAtNothingLater(counting, numbers)).toThrow('changed afterwards')
  })

  it('of no foresight holds for what tells late', () => {
    looksAtNothingLater(() => bufferCount<number>(2), numbers)
    looksAtNothingLater(() => toArray<number>(), numbers)
  })
})
