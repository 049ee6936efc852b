import Ajv from 'ajv'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { board as makeBoard } from '../../../pipelines/board/board.ts'
import { storedCompleteness } from '../../../src/cli/stored-completeness.ts'
import type { AlertWhyJson } from '../../../src/domain/wire.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { classifiedTrade, connection, index, members, price, quote } from '../../../src/testing/index.ts'
import { appendTrades } from '../../store/parquet/trading-days.ts'
import { get, serve, session, views } from '../fixtures.ts'

interface Document {
  readonly openapi: string
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, unknown> }> }>
  >
}

interface Parameter {
  readonly name: string
  readonly schema: object
}

let store: Store
beforeAll(async () => {
  store = await openStore({ path: ':memory:' })
  await appendTrades(store, [[1, '09:15:00', '2026-11-20']], { price: price(100) })
  await store.query(
    `insert into foreign_flow values (1, '2026-11-20 10:00:00+07', now(), 'FPT', 1, 2, -1, 10, 20, -10, null, null, 0, 0, 0, 0, false)`,
  )
  await store.query(
    `insert into index_values values (2, '2026-11-20 10:00:00+07', now(), 'VN30', 1000, null, 1, 2, 3, 4, 5)`,
  )
  await store.query(
    `insert into basis values (3, '2026-11-20 10:00:00+07', now(), '41I1GC000', 1012.5, 1010, 2.5, 0.2475, 'premium')`,
  )
  await store.query(
    `insert into alerts (seq, exchange_time, received_time, id, alert_type, severity, symbol, message, data) values (4, '2026-11-20 10:00:00+07', now(), 'a4', 'volume_spike', 'warning', 'FPT', 'much', '{"ratio": 3.5}')`,
  )
})
afterAll(() => store.close())

const told: AlertWhyJson = {
  alert: {
    id: '4-rule-FPT-mine',
    alert_type: 'rule',
    severity: 'info',
    symbol: 'FPT',
    message: 'so',
    timestamp: '2026-11-20T10:00:00+07:00',
    data: { price: 1 },
  },
  rule: { says: 'price > 0', numbers: { hold_s: 0 } },
  state: { price: 1 },
  evidence: [{ seq: 4, timestamp: '2026-11-20T10:00:00+07:00', what: 'price', values: { price: 1 } }],
  complete: true,
  frames: [{ seq: 4, source: 'ssi', received_at: '2026-11-20T10:00:00+07:00', text: '{}' }],
  frames_left_off: 0,
  frames_missing: [1],
  note: 'The log begins at frame 2.',
}

/** A board of some messages, so that the answers have something in them. */
function filled() {
  const board = makeBoard({ source: 'test', simulated: true, extraSymbols: ['FPT'] })
  for (const output of [connection(), members({ symbols: ['FPT'] }), classifiedTrade(), quote(), index()])
    board.apply(output)
  return { ...board, snapshot: () => board.snapshot(true) }
}

async function begin(isDown = false) {
  return serve({
    views: { ...views, ...filled(), sessions: () => [session] },
    health: () => [
      { name: 'database', required: true, up: !isDown, latencyMs: 1, ...(isDown && { detail: 'gone' }) },
    ],
    series: {
      page: isDown ? () => Promise.reject(new Error('gone')) : store.page,
      today: () => '2026-11-20',
    },
    graph: () =>
      Promise.resolve({
        nodes: [{ id: 'source:ssi', kind: 'source', name: 'ssi', count: 1, rate: 0.5 }],
        edges: [{ from: 'source:ssi', to: 'operator:classify' }],
      }),
    replay: {
      status: () => ({
        state: 'paused',
        speed: 'max',
        loop: false,
        skipsPauses: false,
        seq: 0,
        clock: undefined,
      }),
      order: () => Promise.resolve(),
    },
    why: (id) => Promise.resolve(id === '4-rule-FPT-mine' ? told : undefined),
    history: {
      copy: () => Promise.reject(new Error('not asked')),
      ...storedCompleteness(store),
      key: 'key',
      temporary: '/nowhere',
    },
  })
}

const documentOf = async (url: string) => (await get(`${url}/api/openapi.json`)).json as Document

const checkers = new WeakMap<Document, ReturnType<typeof Ajv>>()
function checkerOf(document: Document) {
  const known = checkers.get(document) ?? new Ajv({ unknownFormats: 'ignore', allErrors: true })
  if (!checkers.has(document)) checkers.set(document, known.addSchema(document, 'api'))
  return known
}

/** What is wrong with an answer by the document; null when nothing is. */
function misfit(document: Document, path: string, method: string) {
  const ajv = checkerOf(document)
  return ({ status, headers, json, text }: Awaited<ReturnType<typeof get>>) => {
    const type = typeOf(headers)
    const isTold = document.paths[path]?.[method]?.responses[String(status)]?.content[type] !== undefined
    if (!isTold) return `${path} ${status} ${type} is not in the document`
    const check = ajv.compile({
      $ref: placeOf(['paths', path, method, 'responses', String(status), 'content', type, 'schema']),
    })
    return check(type.includes('json') ? json : text) ? null : ajv.errorsText(check.errors)
  }
}

const typeOf = (headers: Headers) => headers.get('content-type')?.split(';')[0] ?? ''

const placeOf = (steps: readonly string[]) =>
  `api#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`

const example = (path: string) =>
  path
    .replace('{symbol}', 'FPT')
    .replace('{name}', 'VN30')
    .replace('{exchange}', 'HOSE')
    .replace('{contract}', 'VN30F2612')
    .replace('{id}', told.alert.id) + (path.endsWith('/completeness') ? '?date=2026-11-20' : '')

describe('every answer is as the document says', () => {
  it('when all is well', async () => {
    const { url } = await begin()
    const document = await documentOf(url)
    expect(document.openapi).toBe('3.1.0')
    const paths = Object.keys(document.paths).filter((path) => document.paths[path]?.['get'])
    expect(paths.length).toBeGreaterThan(25)
    for (const path of paths) {
      const answer = await get(url + example(path))
      expect([path, answer.status, misfit(document, path, 'get')(answer)]).toEqual([path, 200, null])
    }
    for (const path of ['ticks', 'candles', 'foreign', 'foreign/daily'])
      expect((await get(`${url}/api/history/FPT/${path}`)).json).toHaveLength(1)
  })

  it('when the database is down', async () => {
    const { url } = await begin(true)
    const document = await documentOf(url)
    for (const path of [
      '/health',
      '/api/health',
      '/health/ready',
      '/api/history/{symbol}/ticks',
      '/api/history/alerts',
    ]) {
      const answer = await get(url + example(path))
      expect([path, answer.status, misfit(document, path, 'get')(answer)]).toEqual([path, 503, null])
    }
  })

  it('when the question does not fit', async () => {
    const { url } = await begin()
    const document = await documentOf(url)
    for (const [path, query] of [
      ['/api/market/alerts', '?limit=0'],
      ['/api/history/{symbol}/candles', '?interval=7m'],
      ['/api/history/completeness', '?date=x'],
    ] as const) {
      const answer = await get(url + path.replace('{symbol}', 'FPT') + query)
      expect([path, answer.status, misfit(document, path, 'get')(answer)]).toEqual([path, 422, null])
    }
  })

  it('and says of what is not there that it is missing', async () => {
    const { url } = await begin()
    const { status, json } = await get(`${url}/api/history/completeness`)
    expect([status, json]).toMatchObject([
      422,
      { detail: 'date is missing; allowed is a trading date as 2026-11-20.', errors: [{ field: 'date' }] },
    ])
  })

  it('and completeness is had as Arrow, a row a security, and as nothing else but JSON', async () => {
    const { url } = await begin()
    const path = `${url}/api/history/completeness?date=2026-11-20`
    const accept = 'application/vnd.apache.arrow.stream'
    const response = await fetch(path, { headers: { accept, connection: 'close' } })
    expect(response.headers.get('content-type')).toBe(accept)
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()))
    const { json } = await get(path)
    const { securities } = json as { securities: readonly object[] }
    expect(table.toArray().map((row) => ({ ...row }) as unknown)).toMatchObject([
      { symbol: 'FPT', trades: 1n },
    ])
    expect(table.schema.fields.map(({ name }) => name)).toEqual(Object.keys(securities[0]!))
    expect((await get(path, { accept: 'text/csv' })).status).toBe(406)
  })

  it('and a wrong answer is noticed', async () => {
    const { url } = await begin()
    const document = await documentOf(url)
    const answer = await get(`${url}/api/vn30-components`)
    const check = misfit(document, '/api/vn30-components', 'get')
    expect(check({ ...answer, json: { symbols: [1] } })).toContain('string')
    expect(check({ ...answer, json: { symbols: [], more: 1 } })).toContain('additional')
    expect(check({ ...answer, status: 418 })).toContain('not in the document')
  })
})

it.each(['FPT', 'vn30f2612'])(
  'a client that goes by the document may ask for alerts of %s',
  async (symbol) => {
    const { url } = await begin()
    const { paths } = (await get(`${url}/api/openapi.json`)).json as {
      readonly paths: Record<string, Record<string, { readonly parameters: readonly Parameter[] }>>
    }
    const { parameters } = paths['/api/history/alerts']!['get']!
    const { schema } = parameters.find(({ name }) => name === 'symbol')!
    expect(new Ajv().validate(schema, symbol)).toBe(true)
    expect((await get(`${url}/api/history/alerts?symbol=${symbol}`)).status).toBe(200)
  },
)

it('the document has a page that needs nothing else', async () => {
  const { url } = await begin()
  const { status, headers, text } = await get(`${url}/api/docs`)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^text\/html/)
  expect(text).toContain('GET /api/history/{symbol}/candles')
  expect(text).not.toMatch(/<script|https?:\/\/(?!\S*schema)/)
})
