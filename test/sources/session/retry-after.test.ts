import { expect, it } from 'vitest'
import { retryAfterIn } from '../../../src/sources/session/retry-after.ts'

const now = Date.parse('2026-11-20T03:00:00Z')

it.each([
  ['120', 120_000],
  ['0.5', 500],
  ['0', 0],
  ['-3', 0],
  ['Fri, 20 Nov 2026 03:01:00 GMT', 60_000],
  ['Fri, 20 Nov 2026 02:00:00 GMT', 0],
  ['999999', 3_600_000],
  ['Infinity', 3_600_000],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('retryAfterIn reads %j as %j', (header, expected) => {
  expect(retryAfterIn(header, now)).toBe(expected)
})
