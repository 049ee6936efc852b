import { expect, it, vi } from 'vitest'
import { makeFlushes } from '../../../src/server/socket/flushes.ts'
import { get, sample, serve } from '../fixtures.ts'
import { openSocket } from './one-socket.ts'

const numbersOf = (frames: readonly object[]) =>
  frames.flatMap((frame) =>
    'type' in frame && frame.type === 'event' && 'data' in frame ? [frame.data] : [],
  )

it('tells all events of one turn in order, also when they are more than wait for a slow client', async () => {
  const server = await serve({ wsQueueSize: 5 })
  const client = await openSocket(server)
  client.ask({ op: 'subscribe', channels: ['alerts'] })
  await client.until(1)
  const sent = Array.from({ length: 50 }, (_, n) => n)
  for (const n of sent) server.audiences.alerts.send(String(n))
  await client.until(1 + sent.length)
  expect(numbersOf(client.frames)).toEqual(sent)
  const { text } = await get(`${server.url}/metrics`)
  expect(sample(text, 'ws_messages_dropped_total{channel="alerts",reason="lost"}')).toBeUndefined()
})

it('tells what came in the last turn before the server stops', async () => {
  const server = await serve()
  const client = await openSocket(server)
  client.ask({ op: 'subscribe', channels: ['alerts'] })
  await client.until(1)
  server.audiences.alerts.send('7')
  void server.close()
  const { code } = await client.closed
  expect(code).toBe(1001)
  expect(numbersOf(client.frames)).toEqual([7])
})

it('writes each socket once a round, and the others when one fails', async () => {
  const onError = vi.fn()
  const flushes = makeFlushes(onError)
  const well = vi.fn()
  const failure = new Error('no')
  flushes.turnOf(() => {
    throw failure
  })()
  const awaitTurn = flushes.turnOf(well)
  for (let i = 0; i < 3; i += 1) awaitTurn()
  expect(well).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(well).toHaveBeenCalledTimes(1))
  expect(onError.mock.calls).toEqual([[failure]])
  awaitTurn()
  await vi.waitFor(() => expect(well).toHaveBeenCalledTimes(2))
})

it('rests after a round that took long, so that the rest of the program has its time', async () => {
  const flushes = makeFlushes(vi.fn())
  const busy = (ms: number) => {
    const until = performance.now() + ms
    while (performance.now() < until);
  }
  const began: number[] = []
  const ended: number[] = []
  const flush = () => {
    began.push(performance.now())
    busy(60)
    ended.push(performance.now())
    if (began.length === 1) awaitTurn()
  }
  const awaitTurn = flushes.turnOf(flush)
  awaitTurn()
  await vi.waitFor(() => expect(ended).toHaveLength(2))
  expect(began[1]! - ended[0]!).toBeGreaterThan(13)
})
