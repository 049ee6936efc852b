import { describe, expect } from 'vitest'
import { MOST_DIGITS, putHundredths, putNumber } from '../../src/store/put-number.ts'
import { fc, test } from '../property-tests.ts'

const numbers = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 31 + 5 }),
  fc.constantFrom(0, 9, 10, 99, 100, 101, 109, 110, 999_999, 2 ** 31 - 1, 2 ** 31, -0, NaN, Infinity),
  fc.maxSafeInteger(),
  fc.double(),
)
type Put = typeof putNumber

/** What is written from the second byte on, and that nothing is written around it. */
function written(put: Put, value: number): string {
  const memory = Buffer.alloc(MOST_DIGITS + 2, '_')
  const to = put(memory, 1, value)
  expect(memory.toString('latin1', 0, 1) + memory.toString('latin1', to)).toMatch(/^_+$/)
  return memory.toString('latin1', 1, to)
}

describe('a number', () => {
  test.prop([numbers])('is written as JavaScript prints it', (value) => {
    expect(written(putNumber, value)).toBe(String(value))
  })

  test.prop([numbers])('that is told in hundredths is written as JavaScript prints it', (value) => {
    expect(written(putHundredths, value)).toBe(String(value / 100))
  })
})
