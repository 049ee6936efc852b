import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Reading, secondHand } from '../../src/cli/second-hand.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A hand after a message of exchange time 0 that came just now, and what it has told. */
function after(exchangeTime?: () => Promise<number | undefined>) {
  const told: number[] = []
  const reading: Reading = { exchangeTime: 0, receivedTime: Date.now() }
  const hand = secondHand({ reading: () => reading, speed: 20, ...(exchangeTime && { exchangeTime }) })
  const running = hand.subscribe((frames) => {
    for (const { text } of frames) told.push((JSON.parse(text) as { exchangeTime: number }).exchangeTime)
  })
  return { told, stop: () => running.unsubscribe() }
}

it('reckons the time of a quiet feed from its speed, some seconds late', async () => {
  const { told, stop } = after()
  await vi.advanceTimersByTimeAsync(4_500)
  expect(told).toEqual([20_000, 40_000])
  stop()
})

it('goes by the clock of the exchange where that is told, be it slower, or stood still', async () => {
  let clock = 0
  const { told, stop } = after(() => Promise.resolve(clock))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toEqual([])
  clock = 1_000
  await vi.advanceTimersByTimeAsync(5_000)
  clock = 2_000
  await vi.advanceTimersByTimeAsync(5_000)
  expect(told).toEqual([1_000, 2_000])
  stop()
})

it('says nothing while nobody tells the clock of the exchange', async () => {
  const { told, stop } = after(() => Promise.resolve(undefined))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told).toEqual([])
  stop()
})
