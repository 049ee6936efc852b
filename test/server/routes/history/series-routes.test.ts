import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../../../src/store/store.ts'
import { price } from '../../../../src/testing/index.ts'
import { appendTrades } from '../../../store/parquet/trading-days.ts'
import { get, serve } from '../../fixtures.ts'

let store: Store
beforeAll(async () => {
  store = await openStore({ path: ':memory:' })
  for (const [seq, date] of [
    [1, '2026-11-18'],
    [2, '2026-11-19'],
    [3, '2026-11-20'],
    [4, '2026-11-20'],
    [5, '2026-11-20'],
  ] as const)
    await appendTrades(store, [[seq, '09:15:00', date]], { price: price(100 + seq) })
  await store.query(
    `insert into alerts (seq, exchange_time, received_time, id, alert_type, severity, symbol, message, data) values (9, '2026-11-20 10:00:00+07', now(), 'a9', 'volume_spike', 'warning', 'FPT', 'much', '{"ratio": 3.5}'), (10, '2026-11-20 10:00:00+07', now(), 'a10', 'basis_flip', 'warning', '41I1GC000', 'flipped', '{}')`,
  )
})
afterAll(() => store.close())

const today = () => '2026-11-20'
const start = () => serve({ series: { page: store.page, today } })
const seqs = (json: unknown) => (json as { seq: number }[]).map(({ seq }) => seq)
const nextOf = (headers: Headers) => /^<(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1]

describe('the dates', () => {
  it.each([
    ['', [3, 4, 5]],
    ['?days=2', [2, 3, 4, 5]],
    ['?days=2&end=2026-11-19', [1, 2]],
    ['?start=2026-11-18&end=2026-11-19', [1, 2]],
    ['?start=2026-11-19', [2, 3, 4, 5]],
    ['?order=desc&limit=2', [5, 4]],
    ['?start=2027-01-01', []],
  ])('of ticks%s', async (query, expected) => {
    const { url } = await start()
    const { status, json } = await get(`${url}/api/history/fpt/ticks${query}`)
    expect(status).toBe(200)
    expect(seqs(json)).toEqual(expected)
  })

  it('are trading dates: Friday follows Monday backwards', async () => {
    const { url } = await start()
    const { json } = await get(`${url}/api/history/FPT/ticks?days=2&end=2026-11-23`)
    expect(seqs(json)).toEqual([3, 4, 5])
  })
})

describe('pages', () => {
  it('join by links, whose dates stay', async () => {
    const { url } = await start()
    const seen: number[] = []
    let path: string | undefined = '/api/history/FPT/ticks?days=3&limit=2'
    while (path) {
      const { headers, json } = await get(url + path)
      seen.push(...seqs(json))
      path = nextOf(headers)
      if (path) expect(path).toContain('start=2026-11-18&end=2026-11-20')
    }
    expect(seen).toEqual([1, 2, 3, 4, 5])
  })
})

describe('Arrow', () => {
  it('is given to who accepts it, with the link to the next page', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/api/history/FPT/ticks?limit=2`, {
      headers: { accept: 'application/vnd.apache.arrow.stream', connection: 'close' },
    })
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream')
    expect(response.headers.get('vary')).toContain('Accept')
    expect(nextOf(response.headers)).toContain('cursor=')
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()))
    expect([...(table.getChild('seq') ?? [])]).toEqual([3n, 4n])
  })

  it('or JSON is all that there is', async () => {
    const { url } = await start()
    const refused = await get(`${url}/api/history/FPT/ticks`, { accept: 'text/csv' })
    expect(refused).toMatchObject({ status: 406, json: { title: 'Not Acceptable' } })
  })
})

describe('what does not fit', () => {
  it.each([
    ['FPT/ticks?start=2026-02-30', 'start', 'a trading date as 2026-11-20'],
    ['FPT/ticks?start=2026-11-20&end=2026-11-19', 'start', 'a date not after end, 2026-11-19'],
    ['FPT/ticks?start=2026-11-20&days=2', 'days', 'not beside start'],
    ['FPT/ticks?days=366', 'days', 'a whole number from 1 to 365'],
    ['FPT/ticks?limit=50001', 'limit', 'a whole number from 1 to 50000'],
    ['FPT/ticks?order=up', 'order', 'one of asc, desc'],
    ['FPT/ticks?cursor=x', 'cursor', 'a cursor of the link to the next page'],
    ['FPT/foreign/daily?cursor=WzEsMF0', 'cursor', 'a cursor of the link to the next page'],
    [
      'FPT/candles?interval=7m',
      'interval',
      'one of 1m, 3m, 5m, 15m, 30m, 45m, 1h, 2h, 3h, 4h, 6h, 8h, 12h, 1d, 1w, 1M',
    ],
    ['alerts?severity=loud', 'severity', 'one of info, warning, critical'],
    ['FPT/ticks?from=2026-11-20', 'from', 'no parameter but start, end, days, limit, order, cursor'],
    ['FPT/ticks?symbol=HPG', 'symbol', 'no parameter but start, end, days, limit, order, cursor'],
    ['F%27T/ticks', 'symbol', 'letters and digits, at most 20'],
  ])('is named: %s', async (path, field, allowed) => {
    const { url } = await start()
    const { status, headers, json } = await get(`${url}/api/history/${path}`)
    expect(status).toBe(422)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(json).toMatchObject({ status: 422, errors: [{ field, allowed }] })
  })
})

describe('candles', () => {
  const volumes = async (query: string) => {
    const { url } = await start()
    const { json } = await get(`${url}/api/history/FPT/candles?${query}`)
    return (json as { timestamp: string; volume: number }[]).map(({ timestamp, volume }) => [
      timestamp.slice(0, 16),
      volume,
    ])
  }

  it.each(['', '&days=2', '&start=2026-11-19&end=2026-11-19', '&start=2026-11-22&end=2026-11-22'])(
    'of weeks and months are whole, whatever part of them is asked for%s',
    async (range) => {
      expect(await volumes(`interval=1w${range}`)).toEqual([['2026-11-16T00:00', 1_500]])
      expect(await volumes(`interval=1M${range}`)).toEqual([['2026-11-01T00:00', 1_500]])
    },
  )

  it.each([
    ['interval=1d&start=2026-11-19&end=2026-11-19', [['2026-11-19T00:00', 200]]],
    ['interval=45m', [['2026-11-20T09:00', 1_200]]],
    ['interval=3h', [['2026-11-20T09:00', 1_200]]],
    ['interval=1w&start=2026-11-23&end=2026-12-31', []],
  ])('of %s', async (query, expected) => {
    expect(await volumes(query)).toEqual(expected)
  })
})

it('alerts are answered by range (A48)', async () => {
  const { url } = await start()
  const { json } = await get(`${url}/api/history/alerts?start=2026-11-20&end=2026-11-20&type=volume_spike`)
  expect(json).toMatchObject([{ id: 'a9', symbol: 'FPT', data: { ratio: 3.5 } }])
  expect((await get(`${url}/api/history/alerts?end=2026-11-19`)).json).toEqual([])
})

it.each(['41I1GC000', 'VN30F2612', 'vn30f1m'])(
  'alerts of a future are found by any of its names: %s',
  async (name) => {
    const { url } = await start()
    const { json } = await get(`${url}/api/history/alerts?end=2026-11-20&symbol=${name}`)
    expect(json).toMatchObject([{ id: 'a10', symbol: '41I1GC000' }])
  },
)

describe('a future', () => {
  /** What is kept under one code of the same contract, as a feed of before May 2025 and one of today tell it. */
  const kept = ['VN30F2612', '41I1GC000']
  let futures: Store
  beforeAll(async () => {
    futures = await openStore({ path: ':memory:' })
    for (const [i, code] of kept.entries())
      await futures.query(
        `insert into foreign_flow select ${10 + i}, '2026-11-20 10:0${i}:00+07'::timestamptz, now(), '${code}', 50, 20, 30, 500, 200, 300,
           1000, 500, 0, 0, 0, 0, false`,
      )
  })
  afterAll(() => futures.close())

  it.each(['41I1GC000', 'VN30F2612', 'vn30f1m'])(
    'has its foreign flow by any of its names, whichever the feed told: %s',
    async (name) => {
      const { url } = await serve({ series: { page: futures.page, today } })
      const { json } = await get(`${url}/api/history/${name}/foreign`)
      const symbol = name.toUpperCase()
      expect(json).toMatchObject([
        { symbol, seq: 10 },
        { symbol, seq: 11 },
      ])
      expect((await get(`${url}/api/history/${name}/foreign/daily`)).json).toMatchObject([
        { day: '2026-11-20', net_vol: 30 },
      ])
    },
  )
})

it('every series answers', async () => {
  const { url } = await start()
  for (const path of [
    'index/VN30',
    'index/vn30/candles',
    'derivatives/VN30F1M',
    'FPT/candles?interval=1d',
    'FPT/foreign',
    'FPT/foreign/daily',
  ])
    expect(await get(`${url}/api/history/${path}`), path).toMatchObject({ status: 200 })
})

describe('while the database is down', () => {
  it('the answer is 503, and the next one is whole', async () => {
    let isDown = true
    const { url, errors } = await serve({
      series: {
        page: (request) => (isDown ? Promise.reject(new Error('gone')) : store.page(request)),
        today,
      },
    })
    const path = `${url}/api/history/FPT/ticks`
    const down = await get(path)
    expect(down).toMatchObject({ status: 503, json: { status: 503, detail: 'Database unavailable' } })
    expect(down.headers.get('retry-after')).toBe('5')
    expect(errors).toEqual([new Error('gone')])
    expect((await get(`${url}/api/market/snapshot`)).status).toBe(200)
    isDown = false
    expect((await get(path)).status).toBe(200)
  })

  it('or there is none', async () => {
    const { url } = await serve({ series: { page: undefined, today } })
    expect((await get(`${url}/api/history/FPT/candles`)).status).toBe(503)
  })
})
