import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReplayStatus } from '../../src/domain/replay.ts'
import { afterwards, get, serve, views } from './fixtures.ts'

/** The status of a request whose path `fetch` would not send as it is. */
const statusOf = (port: number, path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })

describe('what is not there', () => {
  it.each(['/api/market/nothing', '/api', '/nothing', '/health/nothing'])(
    'is a problem: %s',
    async (path) => {
      const { url } = await serve()
      const { status, headers, json } = await get(`${url}${path}`)
      expect(status).toBe(404)
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(json).toEqual({
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: `There is nothing at GET ${path}.`,
      })
    },
  )
})

describe('a method that a path does not take', () => {
  const replay = { status: () => ({}) as ReplayStatus, order: () => Promise.resolve() }

  it.each([
    ['PUT', '/api/market/snapshot', 'GET, HEAD'],
    ['DELETE', '/health', 'GET, HEAD'],
    ['POST', '/api/history/FPT/candles', 'GET, HEAD'],
    ['PATCH', '/api/replay', 'GET, HEAD, POST'],
    ['GET', '/api/ws-ticket', 'POST'],
  ])('is named with those that it does: %s %s', async (method, path, allowed) => {
    const { url } = await serve({ replay })
    const response = await fetch(url + path, { method, headers: { connection: 'close' } })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allowed])
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await response.json()).toMatchObject({
      status: 405,
      title: 'Method Not Allowed',
      detail: `${path} takes no ${method}; allowed is ${allowed}.`,
    })
  })

  it('is none where there is nothing at all', async () => {
    const { url } = await serve()
    const response = await fetch(`${url}/nothing`, { method: 'PUT', headers: { connection: 'close' } })
    expect([response.status, response.headers.get('allow')]).toEqual([404, null])
  })
})

describe('a socket that is asked for by a plain request', () => {
  it.each(['/ws', '/ws/market'])('says what it is: %s', async (path) => {
    const { url } = await serve()
    const { status, headers, json } = await get(`${url}${path}`)
    expect([status, headers.get('upgrade')]).toEqual([426, 'websocket'])
    expect(json).toMatchObject({
      status: 426,
      detail: expect.stringContaining(`${path} is a WebSocket.`) as string,
    })
    expect((await get(`${url}/ws/nothing`)).status).toBe(404)
  })
})

describe('an error of a route', () => {
  it('is a problem without a word of the inside, and is handed on', async () => {
    const secret = new Error('the password is hush')
    const { url, errors } = await serve({
      views: {
        ...views,
        snapshot: () => {
          throw secret
        },
      },
    })
    const { status, json, text } = await get(`${url}/api/market/snapshot`)
    expect(status).toBe(500)
    expect(json).toMatchObject({ type: 'about:blank', title: 'Internal Server Error', status: 500 })
    expect(text).not.toMatch(/hush|\.ts/)
    expect(errors).toEqual([secret])
    expect((await get(`${url}/api/vn30-components`)).status).toBe(200)
  })
})

describe('headers', () => {
  it('are the same few everywhere, and do not name the software', async () => {
    const { url } = await serve()
    for (const path of ['/', '/api/vn30-components', '/nothing']) {
      const { headers } = await get(`${url}${path}`)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it('let pages of the named origins read, and no others', async () => {
    const { url } = await serve()
    const path = `${url}/api/vn30-components`
    const friend = await get(path, { origin: 'http://localhost:5173' })
    expect(friend.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect(friend.headers.get('vary')).toContain('Origin')
    for (const origin of ['http://localhost:5174', 'http://evil.vn', 'null']) {
      const { headers } = await get(path, { origin })
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('vary')).toContain('Origin')
    }
  })

  it('answer a preflight', async () => {
    const { url } = await serve()
    const preflight = async (origin: string) => {
      const response = await fetch(`${url}/api/vn30-components`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET', connection: 'close' },
      })
      return [response.status, response.headers.get('access-control-allow-methods')]
    }
    expect(await preflight('http://localhost:5173')).toEqual([204, 'GET, HEAD, POST, PUT, PATCH, DELETE'])
    expect(await preflight('http://evil.vn')).toEqual([204, null])
  })
})

describe('the page', () => {
  it('says how to build it where it is not built', async () => {
    const { url } = await serve()
    const { status, text } = await get(url)
    expect(status).toBe(503)
    expect(text).toBe('The page is not built. Run "npm run prepare" and start again.\n')
  })

  it('is served whole: the page always asked for anew, its assets kept for ever', async () => {
    const webRoot = mkdtempSync(join(tmpdir(), 'vnflow-page-'))
    afterwards(() => rmSync(webRoot, { recursive: true }))
    mkdirSync(join(webRoot, 'assets'))
    writeFileSync(join(webRoot, 'index.html'), '<title>vnflow</title>')
    writeFileSync(join(webRoot, 'assets', 'index-abc.js'), 'let a')
    writeFileSync(join(webRoot, '.secret'), 'hush')
    const { url, port } = await serve({ webRoot })

    const index = await get(url)
    expect(index).toMatchObject({ status: 200, text: '<title>vnflow</title>' })
    expect(index.headers.get('cache-control')).toBe('no-cache')
    const asset = await get(`${url}/assets/index-abc.js`)
    expect(asset).toMatchObject({ status: 200, text: 'let a' })
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await get(`${url}/assets/index-old.js`)).status).toBe(404)
    expect((await get(`${url}/.secret`)).status).toBe(404)
    expect(await statusOf(port, '/../package.json')).toBe(404)
    expect(await statusOf(port, '/..%2fpackage.json')).toBeGreaterThanOrEqual(400)
  })
})
