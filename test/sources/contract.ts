import type { Subscription } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import type { RawFrame } from '../../src/domain/frame.ts'
import type { Source } from '../../src/sources/source.ts'
import { soon } from './soon.ts'

/** A source, and the far side that it speaks to. */
export interface SourceUnderTest {
  readonly source: Source
  /** Connections that one subscriber has when all is well. */
  readonly each: number
  /** Connections that the far side has now. */
  readonly connections: () => number
  /** Whether the far side was spoken to at all. */
  readonly wasSpokenTo: () => boolean
  /** Lets the far side send one message; gives its text. */
  readonly send: () => string
  /** Makes the source impossible, so that it must err. */
  readonly refuse: () => void
}

/** What every source must do, wherever its messages come from. */
export function describeSource(name: string, make: () => Promise<SourceUnderTest>) {
  const subscriptions: Subscription[] = []
  afterEach(() => {
    for (const subscription of subscriptions.splice(0)) subscription.unsubscribe()
  })

  /** Subscribes, and keeps what comes. */
  function collect(source: Source) {
    const frames: RawFrame[] = []
    const errors: unknown[] = []
    const subscription = source.subscribe({
      next: (batch) => frames.push(...batch),
      error: (error: unknown) => errors.push(error),
    })
    subscriptions.push(subscription)
    const has = (text: string) => frames.filter((frame) => frame.text === text).length
    return { frames, errors, subscription, has }
  }

  describe(`${name} as a source`, () => {
    it('speaks to nobody before it is subscribed to', async () => {
      const { source, wasSpokenTo } = await make()
      expect(source).toBeDefined()
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(wasSpokenTo()).toBe(false)
    })

    it('emits what comes, with where from and when, until it is unsubscribed from', async () => {
      const { source, each, connections, send } = await make()
      const { frames, subscription, has } = collect(source)
      await soon(() => expect(connections()).toBe(each))
      await soon(() => expect(frames.some((frame) => frame.source === 'link')).toBe(true))
      const text = send()
      await soon(() => expect(has(text)).toBeGreaterThan(0))
      for (const frame of frames) {
        expect(Math.abs(frame.receivedTime - Date.now())).toBeLessThan(60_000)
        expect(frame.source).toMatch(/^[a-z0-9-]+$/)
      }

      const before = frames.length
      subscription.unsubscribe()
      await soon(() => expect(connections()).toBe(0))
      expect(frames).toHaveLength(before)
    })

    it('serves two subscribers apart', async () => {
      const { source, each, connections, send } = await make()
      const [first, second] = [collect(source), collect(source)]
      await soon(() => expect(connections()).toBe(2 * each))
      first.subscription.unsubscribe()
      await soon(() => expect(connections()).toBe(each))
      const text = send()
      await soon(() => expect(second.has(text)).toBeGreaterThan(0))
      expect(first.has(text)).toBe(0)
    })

    it('errs when it cannot go on, and leaves nothing open', async () => {
      const { source, connections, refuse } = await make()
      refuse()
      const { errors } = collect(source)
      await soon(() => expect(errors).toHaveLength(1))
      expect(errors[0]).toBeInstanceOf(Error)
      await soon(() => expect(connections()).toBe(0))
    })
  })
}
