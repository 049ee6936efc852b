import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { admission, dial, feed, get, indices, sample, serve, snapshot, summary, views } from './fixtures.ts'

const status = JSON.stringify({ type: 'status', connected: true, feed })

describe('a new client', () => {
  it.each([
    ['/ws/market', snapshot],
    ['/ws/foreign', summary],
    ['/ws/index', indices],
  ])('of %s is told at once how the feed stands and then the state', async (path, state) => {
    const server = await serve()
    const { until, messages } = dial(server, path)
    await until(2)
    expect(messages).toEqual([status, JSON.stringify(state)])
  })

  it('of alerts, or of a flow that nobody knows yet, is told how the feed stands', async () => {
    const down = { ...feed, connected: false }
    const server = await serve({
      views: { ...views, foreign: () => ({ summary: null, stocks: [] }), feed: () => down },
    })
    const listeners = ['/ws/alerts', '/ws/foreign'].map((path) => dial(server, path))
    await Promise.all(listeners.map(({ until }) => until(1)))
    server.audiences.alerts.send('first')
    server.audiences.foreign.send('first')
    await Promise.all(listeners.map(({ until }) => until(2)))
    const told = JSON.stringify({ type: 'status', connected: false, feed: down })
    expect(listeners.map(({ messages }) => messages)).toEqual([
      [told, 'first'],
      [told, 'first'],
    ])
  })

  it('may say what it likes, up to a size', async () => {
    const server = await serve()
    const talker = dial(server, '/ws/index')
    await talker.until(2)
    talker.socket.send('{"op":"nonsense"')
    talker.socket.send(Buffer.alloc(60_000))
    server.audiences.index.send('still here')
    await talker.until(3)

    talker.socket.send(Buffer.alloc(70_000))
    expect((await talker.closed).code).toBe(1009)
    await expect.poll(() => server.audiences.index.size).toBe(0)
    expect(server.errors).toEqual([])
  })

  it('is let go when the state cannot be made', async () => {
    const broken = new Error('no state')
    const server = await serve({
      views: {
        ...views,
        snapshot: () => {
          throw broken
        },
      },
    })
    expect((await dial(server, '/ws/market').closed).code).toBe(1011)
    expect(server.errors).toEqual([broken])
    await dial(server, '/ws/index').until(2)
  })
})

describe('a request that is refused', () => {
  it.each(['/ws/none', '/ws/', '/ws/market/', '/', '//'])(
    'for %s is answered before the upgrade',
    async (path) => {
      const server = await serve()
      expect(await admission(dial(server, path))).toBe(404)
    },
  )

  it('says why, as problem details', async () => {
    const { port } = await serve({ settings: { tokens: { read: ['open-sesame'], trade: [], admin: [] } } })
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'GET /ws/market HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    let answer = ''
    socket.on('data', (data) => (answer += data.toString()))
    await once(socket, 'close')
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/)
    expect(head).toContain('WWW-Authenticate: Bearer')
    expect(head).toContain('Content-Type: application/problem+json')
    expect(JSON.parse(body)).toEqual({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: 'The token is missing or wrong.',
    })
  })
})

describe('the token', () => {
  const token = 'open-sesame'
  const guarded = () => serve({ settings: { tokens: { read: [token], trade: [], admin: [] } } })

  it.each([
    ['nothing', '/ws/index', {}],
    ['an empty one', '/ws/index?token=', {}],
    ['a part of it', '/ws/index?token=open', {}],
    ['more than it', '/ws/index?token=open-sesame-', {}],
    ['another by header', '/ws/index', { headers: { authorization: 'Bearer shut' } }],
    ['it in another scheme', '/ws/index', { headers: { authorization: `Basic ${token}` } }],
    ['another as protocol', '/ws/index', { protocols: ['vnflow', 'shut'] }],
  ])('keeps out who has %s', async (_what, path, options) => {
    expect(await admission(dial(await guarded(), path, options))).toBe(401)
  })

  it.each([
    ['address', `/ws/index?token=${token}`, {}],
    ['header', '/ws/index', { headers: { authorization: `Bearer ${token}` } }],
    ['protocol', '/ws/index', { protocols: ['vnflow', token] }],
  ])('lets in who has it by %s', async (_what, path, options) => {
    const client = dial(await guarded(), path, options)
    expect(await admission(client)).toBe(101)
    expect(client.socket.protocol).toBe('protocols' in options ? 'vnflow' : '')
  })

  it('is not asked of anybody when it is not set', async () => {
    expect(await admission(dial(await serve(), '/ws/index?token=whatever'))).toBe(101)
  })
})

describe('the limit of an address', () => {
  it('counts all channels together, and a place is free once its client has gone', async () => {
    const server = await serve({ settings: { wsMaxConnectionsPerIp: 2 } })
    const first = dial(server, '/ws/market')
    const second = dial(server, '/ws/alerts')
    expect(await Promise.all([admission(first), admission(second)])).toEqual([101, 101])
    expect(await admission(dial(server, '/ws/index'))).toBe(429)

    first.socket.close()
    await first.closed
    await expect.poll(() => server.audiences.market.size).toBe(0)
    expect(await admission(dial(server, '/ws/index'))).toBe(101)
    expect(await admission(dial(server, '/ws/index'))).toBe(429)

    second.socket.terminate()
    await expect.poll(() => server.audiences.alerts.size).toBe(0)
    expect(await admission(dial(server, '/ws/index'))).toBe(101)
  })

  it('frees the place of a handshake that fails', async () => {
    const server = await serve({ settings: { wsMaxConnectionsPerIp: 1 } })
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const socket = connect(server.port, '127.0.0.1')
      socket.write('GET /ws/index HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      const [data] = (await once(socket, 'data')) as [Buffer]
      expect(data.toString()).toMatch(/^HTTP\/1\.1 400 /)
      await once(socket, 'close')
    }
    await dial(server, '/ws/index').until(2)
  })

  it('is seen in the metrics: who is there, and who has gone', async () => {
    const server = await serve()
    const count = async () =>
      sample((await get(`${server.url}/metrics`)).text, 'ws_connections_active{channel="foreign"}')
    expect(await count()).toBe('0')
    const client = dial(server, '/ws/foreign')
    await client.until(2)
    expect(await count()).toBe('1')
    client.socket.terminate()
    await expect.poll(count).toBe('0')
  })
})
