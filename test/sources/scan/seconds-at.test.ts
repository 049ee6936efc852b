import { expect, it } from 'vitest'
import { secondsAt } from '../../../src/sources/scan/seconds-at.ts'

it.each([
  ['00:00:00', 0, 0],
  ['23:59:59', 0, 86_399],
  ['2026/11/20 10:02:13', 11, 36_133],
])('reads the clock of %s from %d on', (text, from, seconds) => {
  expect(secondsAt(text, from)).toBe(seconds)
})

it.each(['24:00:00', '10:60:00', '10:00:60', '10-02-13', '10:02:1', '10:02:135', '1a:02:13', '10:0/:13', ''])(
  'finds no time in "%s"',
  (text) => {
    expect(secondsAt(text, 0)).toBeNaN()
  },
)
