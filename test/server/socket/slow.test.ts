import { describe, expect, it } from 'vitest'
import type { SocketFrame } from '../../../src/domain/socket.ts'
import { get, indices, sample, serve, views } from '../fixtures.ts'
import { openSocket } from './one-socket.ts'

/** Much more in all than what the system's own buffers of a connection hold. */
const PAD = 'x'.repeat(512 * 1024)
const COUNT = 36

/** The numbers of a channel's frames follow each other, but for those that a loss tells. Gives how many are missing. */
function missing(frames: readonly SocketFrame[], channel: string): number {
  let last: number | undefined
  let lost = 0
  for (const frame of frames) {
    if (!('seq' in frame) || frame.channel !== channel) continue
    if (frame.type === 'loss') {
      lost += frame.data.missing
      expect(frame.seq).toBe(last! + frame.data.missing)
    } else if (last !== undefined) expect(frame.seq).toBe(last + 1)
    last = frame.seq
  }
  return lost
}

/** A server whose index changes as often as is asked for. */
async function changing() {
  let state = indices
  const server = await serve({ wsQueueSize: 5, views: { ...views, indices: () => state } })
  return {
    ...server,
    push(value: number) {
      state = { VN30: { ...indices['VN30']!, value, index_id: PAD } }
      server.audiences.index.send(JSON.stringify(state))
    },
  }
}
const valueOf = (frame: SocketFrame | undefined) =>
  (frame && 'data' in frame ? (frame.data as typeof indices) : {})['VN30']?.value

describe('a client that does not read', () => {
  it('is told the whole of a state in place of the changes that it missed; another is told each', async () => {
    const server = await changing()
    const [slow, quick] = [await openSocket(server), await openSocket(server)]
    for (const client of [slow, quick]) client.ask({ op: 'subscribe', channels: ['index'] })
    await Promise.all([slow.until(1), quick.until(1)])
    slow.socket.pause()
    for (let n = 1; n <= COUNT; n += 1) {
      server.push(n)
      await quick.until(1 + n)
    }
    slow.socket.resume()
    const last = await slow.find((frame) => valueOf(frame) === COUNT)
    expect(quick.frames.slice(1).map(valueOf)).toEqual(Array.from({ length: COUNT }, (_, n) => n + 1))
    expect(missing(quick.frames, 'index')).toBe(0)
    expect(last.type).toBe('snapshot')
    const lost = missing(slow.frames, 'index')
    expect(lost).toBeGreaterThan(0)
    const { text } = await get(`${server.url}/metrics`)
    expect(sample(text, 'ws_messages_dropped_total{channel="index",reason="conflated"}')).toBe(String(lost))
  })

  it('is told that a replay went elsewhere, though more came since than may wait', async () => {
    const server = await changing()
    const slow = await openSocket(server)
    slow.ask({ op: 'subscribe', channels: ['alerts'] })
    await slow.until(1)
    slow.socket.pause()
    const send = (n: number) => server.audiences.alerts.send(JSON.stringify({ n, pad: PAD }))
    for (let n = 1; n <= COUNT; n += 1) send(n)
    server.audiences.alerts.arrive?.(2)
    for (let n = COUNT + 1; n <= 2 * COUNT; n += 1) send(n)
    slow.socket.resume()
    await slow.find((frame) => 'data' in frame && (frame.data as { n?: number }).n === 2 * COUNT)
    expect(slow.frames.filter(({ type }) => type === 'snapshot')).toMatchObject([{}, { timeline: 2 }])
    expect(missing(slow.frames, 'alerts')).toBeGreaterThan(0)
  })

  it('is told the newest events and how many it missed; alerts go before states', async () => {
    const server = await changing()
    const slow = await openSocket(server)
    slow.ask({ op: 'subscribe', channels: ['alerts', 'index'] })
    await slow.until(2)
    slow.socket.pause()
    for (let n = 1; n <= COUNT; n += 1) {
      server.audiences.alerts.send(JSON.stringify({ n, pad: PAD }))
      if (n === COUNT - 1) server.push(n)
      await new Promise((resolve) => setImmediate(resolve))
    }
    slow.socket.resume()
    await slow.find((frame) => valueOf(frame) === COUNT - 1)
    const told = slow.frames.filter(({ type }) => type === 'event') as { data: { n: number } }[]
    expect(told.slice(-5).map(({ data }) => data.n)).toEqual([32, 33, 34, 35, 36])
    expect(missing(slow.frames, 'alerts')).toBe(COUNT - told.length)
    expect(valueOf(slow.frames.at(-1))).toBe(COUNT - 1)
  })
})
