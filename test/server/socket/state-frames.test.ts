import { expect, it } from 'vitest'
import { stateFrames } from '../../../src/server/socket/state-frames.ts'
import { feed } from '../fixtures.ts'

it('gives the whole the time at which it was taken, and the number of the last change', () => {
  const made = Date.parse('2026-11-20T09:00:00+07:00')
  let clock = made
  const frames = stateFrames({ channel: 'market', now: () => clock })
  frames.from({ feed: () => ({ ...feed, stale: false }), state: () => '{"quotes":{}}' })
  clock += 3_600_000
  const { frame } = frames.whole().encoded('json')
  expect(frame.toString('latin1')).toContain(`"seq":${made},"time":"2026-11-20T10:00:00.000+07:00"`)
})
