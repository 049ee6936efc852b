import { expect, it } from 'vitest'
import { minuteEnds } from '../../src/cli/minute-ends.ts'
import { priceOfHundredths } from '../../src/domain/money.ts'
import { at, index } from '../../src/testing/make.ts'

const DAY = 86_400_000
const told = (values: readonly (readonly [index: string, time: number, points: number])[]) => {
  const endOf = minuteEnds()
  return values.map(([indexId, exchangeTime, points]) =>
    endOf(index({ indexId, exchangeTime, value: priceOfHundredths(points * 100) })),
  )
}

it('gives the last value of each minute when the next one begins, also a late one, of each index for itself', () => {
  const ends = told([
    ['VN30', at('10:00:05'), 1],
    ['VN30', at('10:00:58'), 2],
    ['VN30', at('09:59:00'), 3],
    ['VNINDEX', at('10:01:00'), 9],
    ['VN30', at('10:01:00'), 4],
    ['VN30', at('10:03:00'), 5],
  ])
  expect(ends.map((end) => end?.point.value)).toEqual([undefined, undefined, undefined, undefined, 3, 4])
  expect(ends[4]?.index).toBe('VN30')
  expect(ends[5]?.point.timestamp).toMatch(/T10:01:00\+07:00$/)
})

it('gives nothing of a day before', () => {
  expect(
    told([
      ['VN30', at('14:45:00'), 1],
      ['VN30', at('09:15:00') + DAY, 2],
    ]),
  ).toEqual([undefined, undefined])
})
