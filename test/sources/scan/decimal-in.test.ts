import { describe, expect, it } from 'vitest'
import { decimalIn } from '../../../src/sources/scan/decimal-in.ts'
import { fc, test } from '../../property-tests.ts'

describe('a decimal number as text', () => {
  const digits = (least: number, most: number) =>
    fc.stringMatching(/^\d*$/, { maxLength: most }).filter(({ length }) => length >= least)
  const short = fc
    .tuple(digits(1, 9), digits(0, 5))
    .map(([whole, decimals]) => (decimals === '' ? whole : `${whole}.${decimals}`))

  test.prop([short])('is read as Number reads it', (text) => {
    expect(decimalIn(text)).toBe(Number(text))
  })

  test.prop([fc.string()])('is what digits and a dot make, or nothing', (text) => {
    const number = decimalIn(text)
    expect(Number.isNaN(number) || (/^\d+(\.\d+)?$/.test(text) && number === Number(text))).toBe(true)
  })

  it.each(['0.1', '1.005', '2020.3', '999999999999999', '0.0000000000001', '1234567890123.5'])(
    'is exact: %s',
    (text) => {
      expect(decimalIn(text)).toBe(Number(text))
    },
  )

  it.each(['', '.', '.5', '5.', '1.2.3', '-1', '+1', '1e3', '1,000', ' 1', '0x1f', '1234567890123456'])(
    'is left to others: "%s"',
    (text) => {
      expect(decimalIn(text)).toBeNaN()
    },
  )
})
