import { describe, expect, it } from 'vitest'
import { dial, get, sample, serve } from './fixtures.ts'

/** Much more than what the system's own buffers of a connection hold, in messages of this size. */
const SIZE = 512 * 1024
const COUNT = 60

const numbered = (n: number) => `${n}:`.padEnd(SIZE, 'x')
const numberOf = (text: string) => Number(text.split(':')[0])
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('an audience', () => {
  it('is told everything, in order, as text', async () => {
    const server = await serve()
    const listeners = [dial(server, '/ws/index'), dial(server, '/ws/index')]
    const other = dial(server, '/ws/foreign')
    await Promise.all([...listeners, other].map(({ until }) => until(2)))
    let isText = true
    listeners[0]?.socket.on('message', (_data, isBinary: boolean) => (isText &&= !isBinary))
    expect(server.audiences.index.size).toBe(2)

    for (const text of ['một', 'hai', 'ba']) server.audiences.index.send(text)
    await Promise.all(listeners.map(({ until }) => until(5)))
    for (const { messages } of listeners) expect(messages.slice(2)).toEqual(['một', 'hai', 'ba'])
    expect(isText).toBe(true)
    expect(other.messages).toHaveLength(2)
    const { text } = await get(`${server.url}/metrics`)
    expect(sample(text, 'ws_messages_sent_total{channel="index"}')).toBe('8')
  })

  it('of a state keeps the latest for a slow listener, and the status beside it; the others are told all', async () => {
    const server = await serve()
    const slow = dial(server, '/ws/market')
    const quick = dial(server, '/ws/market')
    await Promise.all([slow.until(2), quick.until(2)])
    slow.socket.pause()
    for (let n = 0; n < COUNT; n += 1) {
      server.audiences.market.send(numbered(n))
      if (n === COUNT - 10) server.audiences.market.send('status:', 'status')
      await quick.until(3 + n + (n >= COUNT - 10 ? 1 : 0))
    }
    slow.socket.resume()
    await expect.poll(() => slow.messages.map(numberOf).at(-1), { timeout: 5_000 }).toBe(COUNT - 1)

    const numbers = slow.messages
      .slice(2)
      .map(numberOf)
      .filter((n) => !Number.isNaN(n))
    expect(numbers.length).toBeLessThan(COUNT)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    expect(slow.messages).toContain('status:')
    const { text } = await get(`${server.url}/metrics`)
    const dropped = sample(text, 'ws_messages_dropped_total{channel="market",reason="conflated"}')
    expect(Number(dropped)).toBe(COUNT - numbers.length)
  })

  it('of alerts queues so many for a slow listener, and marks where others are missing', async () => {
    const queue = 5
    const server = await serve({ wsQueueSize: queue })
    const slow = dial(server, '/ws/alerts')
    await slow.until(1)
    slow.socket.pause()
    for (let n = 0; n < COUNT; n += 1) {
      server.audiences.alerts.send(numbered(n))
      await turn()
    }
    slow.socket.resume()
    await expect.poll(() => slow.messages.map(numberOf).at(-1), { timeout: 5_000 }).toBe(COUNT - 1)

    const told = slow.messages.slice(1)
    const at = told.findIndex((text) => text.startsWith('{'))
    const mark = JSON.parse(told[at] ?? '') as { type: string; channel: string; missing: number }
    expect(mark).toEqual({ type: 'loss', channel: 'alerts', missing: COUNT - queue - at })
    // What came before the mark and after it are without a hole, and the mark says how many lie between.
    const numbers = told.map(numberOf)
    expect(numbers.slice(0, at)).toEqual(Array.from({ length: at }, (_, n) => n))
    expect(numbers.slice(at + 1)).toEqual(Array.from({ length: queue }, (_, n) => COUNT - queue + n))
    const { text } = await get(`${server.url}/metrics`)
    expect(sample(text, 'ws_messages_dropped_total{channel="alerts",reason="lost"}')).toBe(
      String(mark.missing),
    )
  })

  it('lets go of a listener that leaves while messages wait for it', async () => {
    const server = await serve()
    const slow = dial(server, '/ws/alerts')
    await slow.until(1)
    slow.socket.pause()
    for (let n = 0; n < COUNT; n += 1) server.audiences.alerts.send(numbered(n))
    slow.socket.terminate()
    await expect.poll(() => server.audiences.alerts.size).toBe(0)
    server.audiences.alerts.send('to nobody')
    expect(server.errors).toEqual([])
  })
})
