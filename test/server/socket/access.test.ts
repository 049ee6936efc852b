import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { fc, test } from '../../property-tests.ts'
import { admission, dial, serve } from '../fixtures.ts'
import { openSocket } from './one-socket.ts'

const tokens = { read: ['r'], trade: ['t'], admin: [] }

describe('a ticket', () => {
  const ticketOf = async (url: string, authorization?: string) =>
    fetch(`${url}/api/ws-ticket`, {
      method: 'POST',
      headers: { connection: 'close', ...(authorization && { authorization }) },
    })

  it('is given to who bears a token, and opens one socket', async () => {
    const server = await serve({ settings: { tokens } })
    const answer = await ticketOf(server.url, 'Bearer r')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const { ticket, expires_in } = (await answer.json()) as { ticket: string; expires_in: number }
    expect(expires_in).toBe(30)
    expect(await admission(dial(server, `/ws?ticket=${ticket}`))).toBe(101)
    expect(await admission(dial(server, `/ws?ticket=${ticket}`))).toBe(401)
  })

  it('is not given to who bears none', async () => {
    const { url } = await serve({ settings: { tokens } })
    for (const authorization of [undefined, 'Bearer x']) {
      const answer = await ticketOf(url, authorization)
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    }
  })
})

describe('the origin of a page', () => {
  it.each([
    ['the server itself', (host: string) => `http://${host}`, 101],
    ['one that is named', () => 'http://localhost:5173', 101],
    ['another', () => 'https://evil.example', 403],
    ['a file', () => 'null', 403],
  ])('%s', async (_what, origin, status) => {
    const server = await serve()
    const headers = { origin: origin(`127.0.0.1:${server.port}`) }
    expect(await admission(dial(server, '/ws', { headers }))).toBe(status)
  })
})

describe('the limit of an address', () => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

  it('is that of the client behind a proxy that is trusted', async () => {
    const server = await serve({ settings: { trustedProxies: ['127.0.0.1'], wsMaxConnectionsPerIp: 1 } })
    expect(await admission(dial(server, '/ws', from('198.51.100.1')))).toBe(101)
    expect(await admission(dial(server, '/ws/market', from('198.51.100.1')))).toBe(429)
    expect(await admission(dial(server, '/ws', from('198.51.100.2')))).toBe(101)
  })

  it('is that of the connection where nobody is trusted', async () => {
    const server = await serve({ settings: { wsMaxConnectionsPerIp: 1 } })
    expect(await admission(dial(server, '/ws', from('198.51.100.1')))).toBe(101)
    expect(await admission(dial(server, '/ws', from('198.51.100.2')))).toBe(429)
  })
})

describe('compression', () => {
  it.each([
    [false, ''],
    [true, 'permessage-deflate'],
  ])('is taken up where it is on (%s)', async (wsDeflate, extensions) => {
    const server = await serve({ settings: { wsDeflate } })
    const client = await openSocket(server, { perMessageDeflate: true })
    expect(client.socket.extensions).toBe(extensions)
    client.ask({ op: 'subscribe', channels: ['market', 'alerts'] })
    await client.until(2)
    const long = 'x'.repeat(5_000)
    for (const alert of [{ id: 'a' }, { id: 'b', long }]) server.audiences.alerts.send(JSON.stringify(alert))
    await client.until(4)
    expect(client.frames).toMatchObject([
      { type: 'snapshot', channel: 'market' },
      { type: 'snapshot', channel: 'alerts' },
      { type: 'event', data: { id: 'a' } },
      { type: 'event', data: { id: 'b', long } },
    ])
  })

  it('is declined where a smaller window is asked for than that of the frames', async () => {
    const server = await serve({ settings: { wsDeflate: true } })
    const offer = { 'Sec-WebSocket-Extensions': 'permessage-deflate; server_max_window_bits=10' }
    const client = await openSocket(server, { headers: offer })
    expect(client.socket.extensions).toBe('')
    client.ask({ op: 'subscribe', channels: ['market'] })
    await client.until(1)
    expect(client.frames[0]).toMatchObject({ type: 'snapshot' })
  })
})

const head = (path: string, more: string) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n${more}\r\n`

/** Ways to come and go, none of which may keep a place. */
const ways: Readonly<Record<string, (port: number) => Promise<unknown>>> = {
  'comes and closes': (port) => gone(port, '/ws?token=r', (socket) => socket.close()),
  'comes and is cut': (port) => gone(port, '/ws/market?token=r', (socket) => socket.terminate()),
  'listens to all and is cut': (port) =>
    gone(port, '/ws?token=r', (socket) => {
      socket.send('{"op":"subscribe","channels":["market","alerts","index"]}', () => socket.terminate())
    }),
  'says too much': (port) => gone(port, '/ws?token=r', (socket) => socket.send(Buffer.alloc(70_000))),
  'says too often': (port) =>
    gone(port, '/ws?token=r', (socket) => {
      for (let n = 0; n < 300; n += 1) socket.send('{}')
    }),
  'sends what is no frame': (port) =>
    gone(port, '/ws/alerts?token=r', (socket) => {
      ;(socket as unknown as { _socket: { write: (bytes: Buffer) => void } })._socket.write(
        Buffer.alloc(40, 0xff),
      )
    }),
  'has no token': (port) => raw(port, head('/ws', 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n')),
  'has no key': (port) => raw(port, head('/ws?token=r', '')),
  'is of another origin': (port) => raw(port, head('/ws?token=r', 'Origin: https://evil.example\r\n')),
  'asks for nothing that is': (port) => raw(port, head('/ws/none?token=r', '')),
  'leaves before it is answered': (port) =>
    raw(port, head('/ws?token=r', 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n'), true),
}

function gone(port: number, path: string, then: (socket: WebSocket) => void) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false })
  socket.on('error', () => undefined)
  socket.once('open', () => then(socket))
  return once(socket, 'close')
}

function raw(port: number, text: string, isHasty = false) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.resume()
  socket.write(text, () => {
    if (isHasty) socket.destroy()
  })
  return once(socket, 'close')
}

test.prop([fc.array(fc.constantFrom(...Object.keys(ways)), { minLength: 3, maxLength: 12 })], {
  numRuns: 12,
})('every way to come and go gives the place back', async (came) => {
  const most = 3
  const server = await serve({ settings: { tokens, wsMaxConnectionsPerIp: most } })
  // As many at a time as there are places, and no more.
  for (let from = 0; from < came.length; from += most)
    await Promise.all(came.slice(from, from + most).map(async (way) => ways[way]?.(server.port)))
  const free = async () => {
    const clients = Array.from({ length: most }, () => dial(server, '/ws?token=r'))
    const entered = (await Promise.all(clients.map(admission))).filter((status) => status === 101).length
    for (const { socket } of clients) socket.terminate()
    await Promise.all(clients.map(({ closed }) => closed))
    return entered
  }
  await expect.poll(free, { timeout: 5_000 }).toBe(most)
  const { audiences } = server
  expect([audiences.market, audiences.alerts, audiences.index].map(({ size }) => size)).toEqual([0, 0, 0])
  expect(server.errors).toEqual([])
})
