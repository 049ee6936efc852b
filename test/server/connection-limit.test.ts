import { describe, expect, it } from 'vitest'
import { makeConnectionLimit } from '../../src/server/connection-limit.ts'
import { fc, test } from '../property-tests.ts'

describe('a connection limit', () => {
  it('gives so many places a key, and each place back once', () => {
    const { take } = makeConnectionLimit(2)
    const first = take('a')
    expect(first).toBeDefined()
    expect(take('a')).toBeDefined()
    expect(take('a')).toBeUndefined()
    expect(take('b')).toBeDefined()

    first?.()
    first?.()
    expect(take('a')).toBeDefined()
    expect(take('a')).toBeUndefined()
  })

  test.prop([
    fc.array(fc.record({ key: fc.constantFrom('a', 'b'), takes: fc.boolean() }), { maxLength: 60 }),
  ])('never has more open than allowed, and refuses only when full', (steps) => {
    const { take } = makeConnectionLimit(3)
    const open = { a: [] as (() => void)[], b: [] as (() => void)[] }
    for (const { key, takes } of steps) {
      const places = open[key]
      if (!takes) {
        places.pop()?.()
        continue
      }
      const free = take(key)
      expect(free !== undefined).toBe(places.length < 3)
      if (free) places.push(free)
    }
  })
})
