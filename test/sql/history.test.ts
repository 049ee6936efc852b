import { readFileSync } from 'node:fs'
import { tableFromIPC } from 'apache-arrow'
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import type { NamedParams, Page } from '../../src/store/protocol.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { price } from '../../src/testing/index.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'

const sql = (name: string) => readFileSync(new URL(`../../sql/queries/${name}.sql`, import.meta.url), 'utf8')

let store: Store
beforeAll(async () => {
  store = await openStore({ path: ':memory:' })
  const minute = (seq: number, start: string, prices: string, more = '1, 0, true') =>
    `(${seq}, '${start}+07'::timestamptz + interval 1 minute, now(), 'FPT', 60000, '${start}+07', ${prices}, 300, 200, 100, 0, ${more.split(', ')[2]}, 0)`
  await store.query(
    `insert into bars (seq, exchange_time, received_time, symbol, interval_ms, start, open, high, low, close, volume,
       active_buy_volume, active_sell_volume, revision, complete, filled_volume) values
     ${minute(10, '2026-11-19 14:45:00', '90, 91, 89, 90')},
     ${minute(20, '2026-11-20 09:15:00', '100, 102, 99, 101')},
     ${minute(21, '2026-11-20 09:15:00', '100, 103, 99, 101')},
     ${minute(30, '2026-11-20 09:16:00', '101, 104, 98, 99')}`,
  )
  for (const [seq, time, paid] of [
    [15, '09:15:10', 100],
    [25, '09:16:10', 99],
    [31, '09:17:01', 105],
    [32, '09:17:01', 107],
    [33, '09:17:30', 106],
  ] as const)
    await appendTrades(store, [[seq, time, '2026-11-20']], { price: price(paid), side: 'buy' })
  await appendTrades(store, [[34, '09:17:40', '2026-11-20']], { price: price(500), phase: 'putThrough' })
  await store.query(
    `insert into foreign_flow select seq, t::timestamptz, t::timestamptz, 'FPT', b, 100, b - 100, b * 10, 1000, b * 10 - 1000,
       1000, 500, 0, 0, 0, 0, false
     from (values (1, '2026-11-19 10:00:00+07', 300), (2, '2026-11-19 14:00:00+07', 250), (3, '2026-11-20 10:00:00+07', 50)) x(seq, t, b)`,
  )
  await store.query(
    `insert into index_values select seq, t::timestamptz, t::timestamptz, 'VN30', v, 1000, n, 0, 0, 0, 0
     from (values (1, '2026-11-20 09:15:01+07', 1010, 5), (2, '2026-11-20 09:15:01+07', 1005, 9), (3, '2026-11-20 09:16:00+07', 1020, 12)) x(seq, t, v, n)`,
  )
  await store.query(
    `insert into basis values (7, '2026-11-20 09:15:01+07', now(), '41I1GC000', 1012.5, 1010, 2.5, 0.2475, 'premium')`,
  )
  await store.query(
    `insert into alerts (seq, exchange_time, received_time, id, alert_type, severity, symbol, message, data) select seq, t::timestamptz, t::timestamptz, 'a' || seq, 'volume_spike', severity, symbol, 'much', '{"ratio": 3.5}'
     from (values (1, '2026-11-19 10:00:00+07', 'warning', 'FPT'), (2, '2026-11-20 10:00:00+07', 'warning', 'HPG'), (3, '2026-11-20 11:00:00+07', 'critical', 'FPT')) x(seq, t, severity, symbol)`,
  )
})
afterAll(() => store.close())

const day = { from: '2026-11-20', until: '2026-11-20', after: null, descending: false }
const both = { ...day, from: '2026-11-19' }
const fpt = { symbol: 'FPT', alias: 'FPT', other: 'FPT' }
const rows = ({ body }: Page) => JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>[]
const ask = async (name: string, params: NamedParams) =>
  rows(await store.page({ sql: sql(name), params, limit: 100, skip: 0, key: 'seq', form: 'json' }))

describe('candles', () => {
  const candles = (interval: string, range: NamedParams = day) =>
    ask('history_candles', { ...range, ...fpt, interval })

  it('are the bars as they were told last, and the running minute of its trades', async () => {
    expect(await candles('1 minute')).toEqual([
      {
        symbol: 'FPT',
        timestamp: '2026-11-20T09:15:00+07:00',
        open: 100,
        high: 103,
        low: 99,
        close: 101,
        volume: 300,
        active_buy_vol: 200,
        active_sell_vol: 100,
        complete: true,
      },
      expect.objectContaining({ timestamp: '2026-11-20T09:16:00+07:00', close: 99, complete: true }),
      {
        symbol: 'FPT',
        timestamp: '2026-11-20T09:17:00+07:00',
        open: 105,
        high: 107,
        low: 105,
        close: 106,
        volume: 9_600,
        active_buy_vol: 9_600,
        active_sell_vol: 0,
        complete: false,
      },
    ])
  })

  it('of every length are of the same minutes', async () => {
    expect(await candles('5 minutes')).toMatchObject([
      { timestamp: '2026-11-20T09:15:00+07:00', open: 100, high: 107, low: 98, close: 106, complete: false },
    ])
    expect(await candles('1 day', both)).toMatchObject([
      { timestamp: '2026-11-19T00:00:00+07:00', open: 90, close: 90, complete: true },
      { timestamp: '2026-11-20T00:00:00+07:00', open: 100, close: 106, volume: 10_200, complete: false },
    ])
    // Monday.
    expect(await candles('7 days', both)).toMatchObject([
      { timestamp: '2026-11-16T00:00:00+07:00', open: 90 },
    ])
    expect(await candles('1 month', both)).toMatchObject([
      { timestamp: '2026-11-01T00:00:00+07:00', open: 90, close: 106, complete: false },
    ])
  })

  it('are those of the dates, from either end', async () => {
    const newest = await candles('1 minute', { ...both, descending: true })
    expect(newest.map(({ close }) => close)).toEqual([106, 99, 101, 90])
    expect(await candles('1 minute', { ...both, until: '2026-11-19' })).toHaveLength(1)
  })
})

describe('ticks', () => {
  it('stand in the order of the log', async () => {
    const ticks = await ask('history_ticks', { ...day, ...fpt })
    expect(ticks.map(({ seq }) => seq)).toEqual([15, 25, 31, 32, 33, 34])
    expect(ticks[2]).toMatchObject({
      symbol: 'FPT',
      timestamp: '2026-11-20T09:17:01+07:00',
      price: 105,
      volume: 3_100,
      side: 'buy',
    })
  })

  it('come in pages that join without a hole and without a row twice, from either end', async () => {
    for (const descending of [false, true]) {
      const seen: unknown[] = []
      let place: { after: string | number | null; skip: number } | undefined = { after: null, skip: 0 }
      while (place) {
        const params: NamedParams = { ...day, ...fpt, descending, after: place.after }
        const page: Page = await store.page({
          sql: sql('history_ticks'),
          params,
          limit: 2,
          skip: place.skip,
          key: 'seq',
          form: 'json',
        })
        seen.push(...rows(page).map(({ seq }) => seq))
        place = page.next
      }
      expect(seen).toEqual(descending ? [34, 33, 32, 31, 25, 15] : [15, 25, 31, 32, 33, 34])
    }
  })

  it('come in pages also where rows share their key', async () => {
    const same = `select * from (values (1, 'a'), (1, 'b'), (1, 'c'), (2, 'd')) x(seq, name)
      where $after::bigint is null or seq >= $after::bigint order by seq, name limit $limit offset $skip`
    const seen: unknown[] = []
    let place: { after: string | number | null; skip: number } | undefined = { after: null, skip: 0 }
    while (place) {
      const page: Page = await store.page({
        sql: same,
        params: { after: place.after },
        limit: 1,
        skip: place.skip,
        key: 'seq',
        form: 'json',
      })
      seen.push(...rows(page).map(({ name }) => name))
      place = page.next
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd'])
  })

  it('go as Arrow with their types', async () => {
    const params = { ...day, ...fpt }
    const page = await store.page({
      sql: sql('history_ticks'),
      params,
      limit: 4,
      skip: 0,
      key: 'seq',
      form: 'arrow',
    })
    const table = tableFromIPC(page.body)
    expect(table.numRows).toBe(4)
    expect(table.schema.fields.map(({ name, type }) => `${name} ${String(type)}`)).toMatchObject([
      'symbol Utf8',
      'timestamp Timestamp<MICROSECOND, Asia/Ho_Chi_Minh>',
      expect.stringMatching(/^price Decimal/),
      'volume Int64',
      'side Utf8',
      expect.stringMatching(/^bid Decimal/),
      expect.stringMatching(/^ask Decimal/),
      'phase Utf8',
      'seq Int64',
    ])
    expect([...(table.getChild('seq') ?? [])]).toEqual([15n, 25n, 31n, 32n])
    expect(page.next).toEqual({ after: 33, skip: 0 })
  })
})

describe('foreign flow', () => {
  it('is told as it was', async () => {
    expect((await ask('history_foreign', { ...both, ...fpt })).map((row) => row['net_vol'])).toEqual([
      200, 150, -50,
    ])
  })

  it('of a day is its last total, not its highest; a day below 0 is below 0 (A62)', async () => {
    expect(await ask('history_foreign_daily', { ...both, ...fpt })).toEqual([
      {
        day: '2026-11-19',
        buy_vol: 250,
        sell_vol: 100,
        net_vol: 150,
        buy_value: 2_500,
        sell_value: 1_000,
        net_value: 1_500,
        estimated: true,
      },
      expect.objectContaining({ day: '2026-11-20', buy_vol: 50, net_vol: -50, net_value: -500 }),
    ])
    const newest = await ask('history_foreign_daily', { ...both, ...fpt, descending: true })
    expect(newest.map((row) => row['day'])).toEqual(['2026-11-20', '2026-11-19'])
  })
})

describe('indices', () => {
  it('have their values, with the change in percent', async () => {
    expect((await ask('history_index', { ...day, index: 'VN30' }))[0]).toEqual({
      index_name: 'VN30',
      timestamp: '2026-11-20T09:15:01+07:00',
      value: 1010,
      change_pct: 1,
      volume: 5,
      seq: 1,
    })
  })

  it('have candles', async () => {
    expect(await ask('history_index_candles', { ...day, index: 'VN30', interval: '1 minute' })).toMatchObject(
      [
        { timestamp: '2026-11-20T09:15:00+07:00', open: 1010, high: 1010, low: 1005, close: 1005, volume: 9 },
        { open: 1020, volume: 12 },
      ],
    )
  })
})

it('a future is found by both of its codes; nobody tells its open interest', async () => {
  const asked = { ...day, contract: 'VN30F2612', alias: '41I1GC000', other: 'VN30F2612' }
  expect(await ask('history_derivatives', asked)).toEqual([
    {
      contract: 'VN30F2612',
      timestamp: '2026-11-20T09:15:01+07:00',
      price: 1012.5,
      basis: 2.5,
      open_interest: null,
      seq: 7,
    },
  ])
})

it('alerts are kept, and found by range, kind and security (A48)', async () => {
  const all = { symbol: null, alias: null, other: null, type: null, severity: null }
  const ids = async (params: NamedParams) =>
    (await ask('history_alerts', { ...both, ...all, ...params })).map(({ id }) => id)
  expect(await ids({})).toEqual(['a1', 'a2', 'a3'])
  expect(await ids({ from: '2026-11-20', descending: true })).toEqual(['a3', 'a2'])
  expect(await ids({ ...fpt, severity: 'warning' })).toEqual(['a1'])
  expect(await ids({ type: 'price_breakout' })).toEqual([])
  expect((await ask('history_alerts', { ...both, ...all }))[0]).toMatchObject({ data: { ratio: 3.5 } })
})
