import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { makeAudiences } from '../../src/server/audiences.ts'
import { makeMetrics } from '../../src/server/metrics.ts'
import { makeServer } from '../../src/server/server.ts'
import { afterwards, dial, get, serve, views } from './fixtures.ts'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The server's end of the connection that is made next. */
const nextEnd = () =>
  new Promise<Socket>((resolve) => {
    const channel = 'net.server.socket'
    const take = (message: unknown) => {
      unsubscribe(channel, take)
      resolve((message as { readonly socket: Socket }).socket)
    }
    subscribe(channel, take)
  })

const idle = () => {
  const metrics = makeMetrics(new Registry())
  return makeServer({
    views,
    metrics,
    audiences: makeAudiences({ metrics, wsQueueSize: 1 }),
    health: () => [],
    series: { page: undefined, today: () => '2026-11-20' },
    webRoot: undefined,
    onError: () => undefined,
    settings: {
      corsOrigins: [],
      tokens: { read: [], trade: [], admin: [] },
      trustedProxies: [],
      wsMaxConnectionsPerIp: 1,
      wsHeartbeatInterval: 30_000,
      wsSlowTimeout: 30_000,
      wsDeflate: false,
      wsHeartbeatTimeout: 10_000,
    },
  })
}

describe('listen', () => {
  it('gives the port that the system chose', async () => {
    const { port, url } = await serve()
    expect(port).toBeGreaterThan(0)
    expect((await get(`${url}/health/live`)).status).toBe(200)
  })

  it('says in one line that the port is in use, and what to do', async () => {
    const { port } = await serve()
    await expect(idle().listen(port, '127.0.0.1')).rejects.toEqual(
      new Error(
        `Port ${port} on 127.0.0.1 is in use. Stop the program that holds it, or choose another with --port or APP_PORT (0 = any).`,
      ),
    )
  })

  it('says in one line that the address is not of this machine', async () => {
    await expect(idle().listen(0, '203.0.113.1')).rejects.toEqual(
      new Error(
        '203.0.113.1 is not an address of this machine. Set APP_HOST to 127.0.0.1, or to 0.0.0.0 for all its addresses.',
      ),
    )
  })
})

describe('a request that does not come to its end', () => {
  it.each([
    '',
    'GET /health HTTP/1.1\r\nHost: x\r\n',
    'POST /api/ws-ticket HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{',
  ])('is cut after a while: %j', async (begun) => {
    const { port } = await serve({ settings: { requestTimeout: 200 } })
    const socket = connect(port, '127.0.0.1')
    afterwards(() => void socket.destroy())
    socket.write(begun)
    socket.resume()
    await once(socket, 'close')
    expect((await get(`http://127.0.0.1:${port}/health/live`)).status).toBe(200)
  })
})

describe('an answer', () => {
  it('may take longer to be made than it may lie unread', async () => {
    const server = await serve({ settings: { unreadTimeout: 100 } })
    server.metrics.registry.metrics = () => wait(500).then(() => 'late')
    expect((await get(`${server.url}/metrics`)).text).toBe('late')
  })

  it('that nobody reads is cut after a while', async () => {
    const server = await serve({ settings: { unreadTimeout: 100 } })
    let cut = false
    server.metrics.registry.metrics = () => Promise.resolve('x'.repeat(64 * 1_024 * 1_024))
    const end = nextEnd()
    const socket = connect(server.port, '127.0.0.1').pause()
    socket.on('error', () => (cut = true)).on('end', () => (cut = true))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    afterwards(() => void socket.destroy())
    socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(await end, 'close')
    // What the system holds of it is read all the same.
    let length = 0
    socket.on('data', (bytes: Buffer) => (length += bytes.length)).resume()
    await closed
    expect(cut).toBe(true)
    expect(length).toBeLessThan(64 * 1_024 * 1_024)
  })
})

describe('close', () => {
  it('is nothing where nothing listens, and may be called again', async () => {
    await expect(idle().close()).resolves.toBeUndefined()
    const { close } = await serve()
    await close()
    await expect(close()).resolves.toBeUndefined()
  })

  it('says good-bye to every client, and takes no more', async () => {
    const server = await serve()
    const clients = ['/ws/market', '/ws/alerts'].map((path) => dial(server, path))
    await Promise.all(clients.map(({ until }) => until(1)))
    await server.close()
    expect(await Promise.all(clients.map(({ closed }) => closed))).toEqual([
      { code: 1001, reason: 'The server stops.' },
      { code: 1001, reason: 'The server stops.' },
    ])
    await expect(get(`${server.url}/health/live`)).rejects.toBeInstanceOf(TypeError)
  })

  it('answers the request in flight on a connection that is kept alive, then ends at once', async () => {
    let answer: (text: string) => void = () => undefined
    const server = await serve()
    // The registry's answer is a promise, so a reading of it can be held.
    const asked = new Promise<void>((resolve) => {
      server.metrics.registry.metrics = () => {
        resolve()
        return new Promise((give) => (answer = give))
      }
    })
    const agent = new Agent({ keepAlive: true })
    afterwards(() => agent.destroy())
    const flight = once(
      request({ agent, host: '127.0.0.1', port: server.port, path: '/metrics' }).end(),
      'response',
    ) as Promise<[IncomingMessage]>
    await asked

    const closed = server.close()
    await wait(50)
    const started = performance.now()
    answer('late')
    const [response] = await flight
    let text = ''
    for await (const chunk of response) text += String(chunk)
    expect(text).toBe('late')
    await closed
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('ends within two seconds whoever hangs on', async () => {
    const server = await serve()
    server.metrics.registry.metrics = () => new Promise(() => undefined)
    const stuck = connect(server.port, '127.0.0.1').on('error', () => undefined)
    stuck.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n')
    const silent = connect(server.port, '127.0.0.1').on('error', () => undefined)
    const deaf = dial(server, '/ws/index')
    await deaf.until(2)
    deaf.socket.pause()

    const started = performance.now()
    await server.close()
    expect(performance.now() - started).toBeLessThan(2_000)
    stuck.destroy()
    silent.destroy()
  })

  it('refuses a client that was still asking', async () => {
    const server = await serve()
    const end = nextEnd()
    const late = connect(server.port, '127.0.0.1')
    late.write('GET /ws/index HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n')
    await expect.poll(async () => (await end).bytesRead, { interval: 5 }).toBeGreaterThan(0)
    const closed = server.close()
    late.write('Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n')
    const [data] = (await once(late, 'data')) as [Buffer]
    expect(data.toString()).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/)
    await closed
  })
})
