import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { tokenBucket } from '../../../../src/sources/ssi3/connect/token-bucket.ts'

describe('tokenBucket', () => {
  const clock = { now: 1_000_000 }
  beforeEach(() => {
    clock.now = 1_000_000
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('lets the requests of a second pass at once, and then as many a second', async () => {
    const begin = Date.now()
    const bucket = tokenBucket(20, Date.now)
    const times: number[] = []
    await Promise.all(
      Array.from({ length: 26 }, async () => {
        await bucket.take()
        times.push(Date.now() - begin)
      }),
    )
    expect(times[19]).toBeLessThan(100)
    // Six more at one each 50 ms.
    expect(times.at(-1)).toBeGreaterThan(250)
  })

  it('fills with time, and no higher than a second’s worth', async () => {
    const bucket = tokenBucket(3, () => clock.now)
    for (let i = 0; i < 3; i += 1) await bucket.take()
    clock.now += 3_600_000
    for (let i = 0; i < 3; i += 1) await bucket.take()
    let passed = false
    const aborter = new AbortController()
    const fourth = bucket.take(aborter.signal).then(
      () => (passed = true),
      () => undefined,
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(passed).toBe(false)
    aborter.abort()
    await fourth
  })

  it('goes on behind one who left the queue', async () => {
    const bucket = tokenBucket(1, Date.now)
    await bucket.take()
    const aborter = new AbortController()
    const second = bucket.take(aborter.signal).catch((error: unknown) => error)
    const third = bucket.take()
    aborter.abort()
    expect(await second).toMatchObject({ name: 'AbortError' })
    await third
  })

  it('rests when it is told to', async () => {
    const bucket = tokenBucket(100, Date.now)
    const begin = Date.now()
    bucket.rest(200)
    await bucket.take()
    expect(Date.now() - begin).toBeGreaterThanOrEqual(195)
  })
})
