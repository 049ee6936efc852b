import { expect, it } from 'vitest'
import { parseInstant } from '../../src/cli/selection.ts'

it.each([
  ['2026-11-20', '2026-11-20T00:00:00+07:00'],
  ['2026-11-20T09:15:00', '2026-11-20T09:15:00+07:00'],
  ['2026-11-20T09:15:00Z', '2026-11-20T16:15:00+07:00'],
])('reads %s as a time in Vietnam unless it has an offset', (text, instant) => {
  expect(parseInstant(text)).toBe(Date.parse(instant))
})

it.each(['2026-02-30', '2026-02-30T09:15:00', '2026-11-31T09:15:00Z', '2026-11-20T25:00', 'soon'])(
  'refuses "%s", of which another day might be made',
  (text) => {
    expect(() => parseInstant(text)).toThrow('is no instant')
  },
)
