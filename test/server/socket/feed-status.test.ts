import { expect, it } from 'vitest'
import type { FeedJson } from '../../../src/domain/wire.ts'
import { makeFeedStatus } from '../../../src/server/socket/feed-status.ts'

function watched(first: Partial<FeedJson>) {
  const clock = { now: 1_000_000 }
  let feed: FeedJson = { connected: true, source: 'ssi', simulated: false, ...first }
  const status = makeFeedStatus(
    () => feed,
    () => clock.now,
  )
  return {
    after: (ms: number, more: Partial<FeedJson> = {}) => {
      clock.now += ms
      feed = { ...feed, ...more }
      return status()
    },
  }
}

it('is stale when nothing came for half a minute in session, and not any more once something does', () => {
  const { after } = watched({ phase: 'continuous', last_message_at: 'a', since: 's' })
  expect(after(0)).toEqual({
    connected: true,
    since: 's',
    lastMessageAt: 'a',
    stale: false,
    phase: 'continuous',
    source: 'ssi',
    simulated: false,
  })
  expect(after(29_999).stale).toBe(false)
  expect(after(1).stale).toBe(true)
  expect(after(0, { last_message_at: 'b' }).stale).toBe(false)
})

it.each(['closed', 'lunch', 'preOpen', 'plo', undefined] as const)(
  'is silent in %s without being stale',
  (phase) => {
    const { after } = watched({ ...(phase && { phase }), last_message_at: 'a' })
    after(0)
    expect(after(3_600_000).stale).toBe(false)
  },
)
