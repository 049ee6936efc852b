import { describe, expect, it } from 'vitest'
import { bookImbalance, type BookImbalance } from '../../operators/book-imbalance.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, price, quote } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

/** A side of a book with these volumes, best first. */
const side = (volumes: readonly number[]) => volumes.map((volume, i) => ({ price: price(100 + i), volume }))
const book = (bids: readonly number[], asks: readonly number[], seq = 1) =>
  quote({ bids: side(bids), asks: side(asks), seq })
const of = (event: ClassifiedEvent, levels?: number) =>
  run([event], bookImbalance(levels === undefined ? {} : { levels }))[0]?.imbalance

describe('bookImbalance', () => {
  const seen = (some: Partial<BookImbalance>): BookImbalance => ({
    kind: 'bookImbalance',
    seq: 1,
    exchangeTime: at('10:00:00'),
    receivedTime: at('10:00:00'),
    symbol: 'FPT',
    imbalance: 0.5,
    bidVolume: 300,
    askVolume: 100,
    ...some,
  })
  operatorContract<ClassifiedEvent, BookImbalance>({
    operator: bookImbalance,
    source: '  -a-t-b-|',
    inputs: { a: book([300, 900], [100]), t: classifiedTrade(), b: book([], [], 2) },
    expected: '-x---y-|',
    outputs: { x: seen({}), y: seen({ seq: 2, imbalance: undefined, bidVolume: 0, askVolume: 0 }) },
  })

  it('looks into as many levels as are asked for, and there are', () => {
    expect(of(book([1, 2, 4], [1]), 2)).toBe(0.5)
    expect(of(book([1, 2, 4], [1]), 10)).toBe(0.75)
  })

  it('is at its ends when one side is empty', () => {
    expect([of(book([5], [])), of(book([], [5]))]).toEqual([1, -1])
  })

  it('refuses levels that are none', () => {
    expect(() => bookImbalance({ levels: 0 })).toThrow(RangeError)
    expect(() => bookImbalance({ levels: 1.5 })).toThrow(RangeError)
  })

  const volumes = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 10 })
  test.prop([volumes, volumes, fc.integer({ min: 1, max: 10 })])(
    'lies between −1 and 1, and turns its sign when the sides are changed',
    (bids, asks, levels) => {
      const imbalance = of(book(bids, asks), levels)!
      expect(Math.abs(imbalance)).toBeLessThan(1)
      expect(of(book(asks, bids), levels)! + imbalance).toBe(0)
    },
  )
})
