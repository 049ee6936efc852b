import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReplayStatus } from '../../../src/domain/replay.ts'
import { afterwards, get, serve } from '../fixtures.ts'
import type { Changes } from '../shown.ts'
import { type Answer, type Document, misfit } from './misfit.ts'

const KEY = 'key-of-queries'
const status: ReplayStatus = {
  state: 'paused',
  speed: 'max',
  loop: false,
  skipsPauses: false,
  seq: 0,
  clock: undefined,
}
const tokens = { read: ['reader'], trade: ['trader'], admin: ['chief'] }

async function begin(changes: Changes = {}) {
  const temporary = await mkdtemp(join(tmpdir(), 'vnflow-posts-'))
  afterwards(() => rm(temporary, { recursive: true }))
  const server = await serve({
    replay: { status: () => status, order: () => Promise.resolve() },
    history: {
      copy: async ({ sql, file }) => {
        if (sql === 'wrong') throw new Error('Parser Error')
        if (sql !== 'lost') await writeFile(file, 'PAR1')
      },
      completeness: () => Promise.resolve([]),
      completenessArrow: () => Promise.resolve(new Uint8Array()),
      key: KEY,
      temporary,
    },
    ...changes,
  })
  const document = (await get(`${server.url}/api/openapi.json`)).json as Document
  const post = async (path: string, { body = '', headers = {} }: Post): Promise<Answer> => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : text,
    }
  }
  return { document, post }
}

interface Post {
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

const bearing = (token: string) => ({ authorization: `Bearer ${token}` })
const REPLAY = '/api/replay'
const TICKET = '/api/ws-ticket'
const QUERY = '/api/query'
const query = (sql: string) => JSON.stringify({ sql })

describe('every answer to a POST is as the document says', () => {
  const cases: readonly (readonly [name: string, path: string, status: number, Post, Changes?])[] = [
    ['a ticket', TICKET, 200, {}],
    ['a ticket for a token', TICKET, 200, { headers: bearing('reader') }, { settings: { tokens } }],
    ['no ticket', TICKET, 401, {}, { settings: { tokens } }],
    ['an order', REPLAY, 200, { body: '{"action":"pause"}' }],
    ['no order', REPLAY, 422, { body: '{"action":"fly"}' }],
    ['no JSON', REPLAY, 400, { body: '{' }],
    ['too long an order', REPLAY, 413, { body: JSON.stringify({ action: 'x'.repeat(5_000) }) }],
    [
      'an order of a form',
      REPLAY,
      415,
      {
        body: 'action=pause',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['a query of plain text', QUERY, 415, { body: 'select 1', headers: { 'content-type': 'text/plain' } }],
    ['a key that cannot be written', REPLAY, 422, { headers: { 'idempotency-key': '\t' } }],
    ['no replay', REPLAY, 404, { body: '{"action":"pause"}' }, { replay: undefined }],
    ['too low a role', REPLAY, 403, { headers: bearing('trader') }, { settings: { tokens } }],
    ['too often', REPLAY, 429, {}, { settings: { rate: { burst: 1, perSecond: 0.001 } } }],
    ['rows', QUERY, 200, { body: query('select 1'), headers: bearing(KEY) }],
    ['no query', QUERY, 422, { body: query(''), headers: bearing(KEY) }],
    ['a query that fails', QUERY, 422, { body: query('wrong'), headers: bearing(KEY) }],
    ['an answer that is lost on its way', QUERY, 500, { body: query('lost'), headers: bearing(KEY) }],
    ['no key', QUERY, 401, { body: query('select 1') }],
  ]
  for (const [name, path, expected, given, changes] of cases)
    it(`${name}: ${path} ${expected}`, async () => {
      const { document, post } = await begin(changes)
      const answer = await post(path, given)
      expect([answer.status, misfit(document, path, 'post')(answer)]).toEqual([expected, null])
    })

  it('and one that goes wrong', async () => {
    const order = () => Promise.reject(new Error('no'))
    const { document, post } = await begin({
      replay: { status: () => status, order },
      onError: () => undefined,
    })
    const answer = await post(REPLAY, { body: '{"action":"pause"}' })
    expect([answer.status, misfit(document, REPLAY, 'post')(answer)]).toEqual([500, null])
  })

  it('and one that is being done, done, or given with another body', async () => {
    let end: () => void = () => undefined
    const order = () => new Promise<void>((resolve) => (end = resolve))
    const { document, post } = await begin({ replay: { status: () => status, order } })
    const headers = { 'idempotency-key': 'k' }
    const body = '{"action":"pause"}'
    const first = post(REPLAY, { body, headers })
    const fits = async (given: Post) => {
      const answer = await post(REPLAY, given)
      return [answer.status, misfit(document, REPLAY, 'post')(answer)]
    }
    await expect.poll(() => fits({ body, headers })).toEqual([409, null])
    end()
    expect((await first).status).toBe(200)
    expect(await fits({ body, headers })).toEqual([200, null])
    expect(await fits({ body: '{"action":"play"}', headers })).toEqual([422, null])
  })
})
