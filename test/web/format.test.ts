import { expect, it } from 'vitest'
import { changeTone } from '../../web/src/model/change-tone.ts'
import { format } from '../../web/src/model/format.ts'

it('writes numbers as a board does', () => {
  expect(format.thousands(25_800)).toBe('25.80')
  expect([999_900, 1_000_000, 1_250_100].map(format.thousands)).toEqual(['999.90', '1000.0', '1250.1'])
  expect(format.points(1_285.4)).toBe('1,285.40')
  expect(format.futurePoints(1_290)).toBe('1,290.0')
  expect([0.35, 0, -1.2].map(format.signed)).toEqual(['+0.35', '0.00', '-1.20'])
  expect([-9.95, 10.2, -163].map(format.boardSigned)).toEqual(['-9.95', '+10.2', '-163.0'])
  expect(format.count(1_234_500)).toBe('1,234,500')
  expect([999_900, 1_174_700, 123_456_700, undefined].map((of) => format.shares(of, 1_000_000))).toEqual([
    '999,900',
    '1.17M',
    '123.46M',
    '–',
  ])
  expect([122.46e9, -1e9].map(format.signedBillions)).toEqual(['+122.5', '-1.0'])
  expect(format.billions(812.4e9)).toBe('812.4')
})

it('writes a dash for what is not known', () => {
  expect(format.thousands(undefined)).toBe('–')
  expect(format.percent(undefined)).toBe('–')
})

it('gives a change its tone', () => {
  expect([0.1, 0, -0.1, undefined].map(changeTone)).toEqual(['up', 'reference', 'down', 'none'])
})
