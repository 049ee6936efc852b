import { once } from 'node:events'
import { createServer } from 'node:http'
import express, { json, type RequestHandler } from 'express'
import { describe, expect, it } from 'vitest'
import { chain, type ChainSettings } from '../../../src/server/middleware/chain.ts'
import { afterwards } from '../fixtures.ts'

const origin = 'http://localhost:5173'
const settings: ChainSettings = {
  corsOrigins: [origin],
  tokens: { read: ['reader'], trade: ['trader'], admin: ['chief'] },
  trustedProxies: ['127.0.0.1'],
  rate: { burst: 3, perSecond: 1 },
}

/** The chain before a route that counts how often it did its work. */
async function begin(changes: Partial<ChainSettings> = {}, work?: RequestHandler) {
  let time = 0
  let done = 0
  const app = express()
  app.use(...chain({ ...settings, ...changes }, () => time))
  app.get('/api/thing', (_request, response) => void response.json({ done }))
  app.get(['/health/live', '/api/health'], (_request, response) => void response.json({}))
  app.post('/api/replay', (_request, response) => void response.json({}))
  const count: RequestHandler = (request, response) => {
    done += 1
    const body = request.body as { status?: number }
    response.status(body.status ?? 201).json({ done, body })
  }
  app.post(['/api/orders', '/api/others'], json(), work ?? count)
  const http = createServer(app).listen(0, '127.0.0.1')
  await once(http, 'listening')
  afterwards(() => {
    http.close()
    http.closeAllConnections()
  })
  const address = http.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const ask = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => {
    const response = await fetch(url + path, {
      ...init,
      headers: { connection: 'close', authorization: 'Bearer trader', ...headers },
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      json: (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown>,
    }
  }
  const post = (
    key: string | undefined,
    body: unknown = {},
    more: Record<string, string> = {},
    path = '/api/orders',
  ) =>
    ask(
      path,
      {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...more,
      },
      { method: 'POST', body: JSON.stringify(body) },
    )
  return { ask, post, pass: (ms: number) => (time += ms), done: () => done }
}
const free = { rate: undefined }

describe('the order: correlation, cross-origin, rate, role, once, route (B48, C01)', () => {
  it.each([
    ['401', { authorization: 'Bearer nobody' }, 401],
    ['429', {}, 429],
  ])('%s bears the headers that a page needs to read it', async (_name, more, status) => {
    const { ask } = await begin()
    if (status === 429) for (let i = 0; i < 3; i += 1) await ask('/api/thing')
    const refused = await ask('/api/thing', { origin, 'x-correlation-id': 'mine-7', ...more })
    expect(refused.status).toBe(status)
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
    expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After')
    expect(refused.headers.get('x-correlation-id')).toBe('mine-7')
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  it('a preflight is neither counted nor asked for a token', async () => {
    const { ask } = await begin()
    const headers = { origin, 'access-control-request-method': 'POST', authorization: '' }
    for (let i = 0; i < 5; i += 1)
      expect((await ask('/api/orders', headers, { method: 'OPTIONS' })).status).toBe(204)
    expect((await ask('/api/thing')).status).toBe(200)
  })

  it('who guesses tokens is counted, and comes to the limit', async () => {
    const { ask } = await begin()
    const guess = () => ask('/api/thing', { authorization: 'Bearer guess' })
    const statuses = [await guess(), await guess(), await guess(), await guess()].map(({ status }) => status)
    expect(statuses).toEqual([401, 401, 401, 429])
  })

  it('an answer that is given again is counted too, and needs the token', async () => {
    const { post, pass } = await begin({ rate: { burst: 2, perSecond: 1 } })
    expect((await post('k')).status).toBe(201)
    expect((await post('k')).headers.get('idempotency-replayed')).toBe('true')
    expect((await post('k')).status).toBe(429)
    pass(1_000)
    expect((await post('k', {}, { authorization: 'Bearer nobody' })).status).toBe(401)
  })
})

describe('correlation', () => {
  it('keeps a name that can be written down, and makes one otherwise', async () => {
    const { ask } = await begin(free)
    const named = async (id: string) =>
      (await ask('/api/thing', { 'x-correlation-id': id })).headers.get('x-correlation-id')
    expect(await named('a.b-c:1')).toBe('a.b-c:1')
    expect(await named('no spaces')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await named('x'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('the rate', () => {
  it('is not asked of who looks after the server', async () => {
    const { ask } = await begin()
    for (let i = 0; i < 3; i += 1) await ask('/api/thing')
    expect((await ask('/api/thing')).status).toBe(429)
    for (const path of ['/health/live', '/api/health']) expect((await ask(path)).status).toBe(200)
  })

  it('is told with the seconds to wait, and counts by address behind a trusted proxy (C03)', async () => {
    const { ask, pass } = await begin()
    const from = (address: string) => ask('/api/thing', { 'x-forwarded-for': address })
    for (let i = 0; i < 3; i += 1) expect((await from('1.1.1.1')).status).toBe(200)
    const refused = await from('1.1.1.1')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect((await from('2.2.2.2')).status).toBe(200)
    pass(1_000)
    expect((await from('1.1.1.1')).status).toBe(200)
  })

  it('is that of the connection where no proxy is trusted', async () => {
    const { ask } = await begin({ trustedProxies: [] })
    const statuses: number[] = []
    for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4'])
      statuses.push((await ask('/api/thing', { 'x-forwarded-for': address })).status)
    expect(statuses).toEqual([200, 200, 200, 429])
  })
})

describe('roles', () => {
  const statusOf = async (token: string, method: string, path: string) => {
    const { ask } = await begin(free)
    return (await ask(path, { authorization: token && `Bearer ${token}` }, { method })).status
  }
  it.each([
    ['', 'GET', '/api/thing', 401],
    ['reader', 'GET', '/api/thing', 200],
    ['trader', 'GET', '/api/thing', 200],
    ['reader', 'POST', '/api/orders', 403],
    ['trader', 'POST', '/api/replay', 403],
    ['chief', 'POST', '/api/replay', 200],
  ])('"%s" %s %s: %i', async (token, method, path, status) => {
    expect(await statusOf(token, method, path)).toBe(status)
  })

  it('are everybody’s where no token is set', async () => {
    const { ask } = await begin({ ...free, tokens: { read: [], trade: [], admin: [] } })
    expect((await ask('/api/replay', { authorization: '' }, { method: 'POST' })).status).toBe(200)
  })

  it('say which way to show a token', async () => {
    const { ask } = await begin(free)
    expect((await ask('/api/thing', { authorization: '' })).headers.get('www-authenticate')).toBe('Bearer')
  })
})

describe('idempotency (C04)', () => {
  it('does a request once, and gives its answer again with a mark', async () => {
    const { post, done } = await begin(free)
    const first = await post('k', { a: 1 })
    const second = await post('k', { a: 1 }, { 'x-correlation-id': 'again' })
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(second).toMatchObject({ status: 201, json: { done: 1, body: { a: 1 } } })
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(second.headers.get('content-type')).toMatch(/^application\/json/)
    // Its own headers, not those of the first.
    expect(second.headers.get('x-correlation-id')).toBe('again')
    expect(done()).toBe(1)
  })

  it('refuses another body', async () => {
    const { post, done } = await begin(free)
    await post('k', { a: 1 })
    expect((await post('k', { a: 2 })).status).toBe(422)
    expect(done()).toBe(1)
  })

  it('is of one client, one path and one key; without a key each request is done', async () => {
    const { post, done } = await begin(free)
    await post('k')
    await post('k', {}, {}, '/api/others')
    await post('k', {}, { authorization: 'Bearer chief' })
    await post('l')
    await post(undefined)
    await post(undefined)
    expect(done()).toBe(6)
  })

  it('refuses a second while the first is being done', async () => {
    let end: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => (end = resolve))
    let begun: () => void = () => undefined
    const started = new Promise<void>((resolve) => (begun = resolve))
    const { post } = await begin(free, async (_request, response) => {
      begun()
      await waiting
      response.status(201).json({})
    })
    const first = post('k')
    await started
    const second = await post('k')
    expect(second.status).toBe(409)
    expect(second.headers.get('retry-after')).toBe('1')
    end()
    expect((await first).status).toBe(201)
    expect((await post('k')).headers.get('idempotency-replayed')).toBe('true')
  })

  it.each([
    [200, true],
    [422, true],
    [404, true],
    [429, false],
    [500, false],
    [503, false],
  ])('of an answer with %i it is %s that it is kept', async (status, isKept) => {
    const { post, done } = await begin(free)
    await post('k', { status })
    expect((await post('k', { status })).status).toBe(status)
    expect(done()).toBe(isKept ? 1 : 2)
  })

  it('forgets after a day', async () => {
    const { post, pass, done } = await begin(free)
    await post('k')
    pass(86_400_000)
    await post('k')
    expect(done()).toBe(2)
  })

  it('refuses a key that none can be', async () => {
    const { post } = await begin(free)
    expect((await post('x'.repeat(256))).json).toMatchObject({ errors: [{ field: 'Idempotency-Key' }] })
  })
})
