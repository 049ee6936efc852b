import { expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { makePace } from '../../../src/server/socket/pace.ts'

function paced() {
  const clock = { now: 0, fullSince: undefined as number | undefined }
  const told: string[] = []
  const tell = (text: string) => () => void told.push(`${clock.now} ${text}`)
  const socket = { close: vi.fn(), terminate: vi.fn() }
  const outbox = {
    tell: () => undefined,
    serve: () => undefined,
    flush: () => undefined,
    forget: () => undefined,
    fullSince: () => clock.fullSince,
    holdStates: (is: boolean) => tell(is ? 'hold' : 'let go')(),
    letStates: tell('states'),
  }
  const { look } = makePace({
    socket: socket as unknown as WebSocket,
    outbox,
    wsSlowTimeout: 30_000,
    onConflated: (is) => tell(is ? 'told slow' : 'told well')(),
    now: () => clock.now,
  })
  /** Looks each quarter of a second until then. */
  const until = (end: number, isFull: boolean) => {
    if (!isFull) clock.fullSince = undefined
    else clock.fullSince ??= clock.now
    while (clock.now < end) {
      clock.now += 250
      look()
    }
  }
  return { told, until, socket }
}

it('leaves alone who reads', () => {
  const { told, until, socket } = paced()
  until(60_000, false)
  expect(told).toEqual([])
  expect(socket.close).not.toHaveBeenCalled()
})

it('gives states each two seconds to who is slow, and all again after five seconds of room', () => {
  const { told, until } = paced()
  until(1_000, true)
  until(3_000, false)
  until(3_250, true)
  until(9_000, false)
  expect(told).toEqual([
    '250 hold',
    '250 told slow',
    '2000 states',
    '4000 states',
    '6000 states',
    '8000 states',
    '8250 let go',
    '8250 told well',
    '8250 states',
  ])
})

it('closes with 4008 who is slow for too long without a break, and cuts who does not take even that', () => {
  const { until, socket } = paced()
  until(29_750, true)
  until(30_000, false)
  until(59_750, true)
  expect(socket.close).not.toHaveBeenCalled()
  until(60_000, true)
  expect(socket.close.mock.calls).toEqual([[4008, 'Read faster: the socket was full for too long.']])
  until(64_750, true)
  expect(socket.terminate).not.toHaveBeenCalled()
  until(65_000, true)
  expect(socket.terminate).toHaveBeenCalledOnce()
})
