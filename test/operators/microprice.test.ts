import { describe, expect, it } from 'vitest'
import { microprice, type Microprice } from '../../operators/microprice.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import { at, classifiedTrade, price, quote } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { operatorContract, run } from './contract.ts'

const book = (bid: [number, number] | [], ask: [number, number] | [], seq = 1) => {
  const side = ([vnd, volume = 0]: readonly number[]) =>
    vnd === undefined ? [] : [{ price: price(vnd), volume }]
  return quote({ bids: side(bid), asks: side(ask), seq })
}
const middle = (some: Partial<Microprice>): Microprice => ({
  kind: 'microprice',
  seq: 1,
  exchangeTime: at('10:00:00'),
  receivedTime: at('10:00:00'),
  symbol: 'FPT',
  mid: undefined,
  microprice: undefined,
  ...some,
})

describe('microprice', () => {
  operatorContract<ClassifiedEvent, Microprice>({
    operator: microprice,
    source: '  -a-t-b-|',
    inputs: { a: book([100, 300], [104, 100]), t: classifiedTrade(), b: book([], [104, 100], 2) },
    expected: '-x---y-|',
    outputs: { x: middle({ mid: 10_200, microprice: 10_300 }), y: middle({ seq: 2 }) },
  })

  it('has no middle where both sides would trade at once, or one is empty', () => {
    const books = [book([100, 1], [100, 1]), book([101, 1], [100, 1]), book([100, 1], []), book([], [])]
    expect(run(books, microprice())).toEqual(books.map(() => middle({})))
  })

  it('has no weights where nothing waits', () => {
    expect(run([book([100, 0], [102, 0])], microprice())).toEqual([middle({ mid: 10_100 })])
  })

  const level = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1e6 }))
  test.prop([level, level])('lies between the best prices, nearer to the thinner side', (low, high) => {
    fc.pre(low[0] < high[0])
    const [out] = run([book(low, high)], microprice())
    expect(out!.microprice).toBeGreaterThanOrEqual(low[0] * 100)
    expect(out!.microprice).toBeLessThanOrEqual(high[0] * 100)
    const distance = out!.microprice! - out!.mid!
    expect(Math.sign(Math.round(distance * 1e6))).toBe(
      Math.abs(distance) < 1e-6 ? 0 : Math.sign(low[1] - high[1]),
    )
  })
})
