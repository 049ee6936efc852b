import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { NamedParams } from '../../src/store/protocol.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { tables } from '../../sinks/tables.ts'
import { batchBuilder } from '../../src/store/column-batch.ts'
import { at, price, rejected } from '../../src/testing/index.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'

const sql = (name: string) => readFileSync(new URL(`../../sql/queries/${name}.sql`, import.meta.url), 'utf8')

let store: Store
beforeEach(async () => {
  store = await openStore({ path: ':memory:' })
  onTestFinished(() => store.close())
})
const ask = (name: string, params: NamedParams = {}) => store.read(sql(name), params)

describe('rejected_counts', () => {
  it('counts the kinds of reason of each trading date, most first', async () => {
    const { add, take } = batchBuilder(tables.rejected, 8)
    const tell = (seq: number, reason: string, time = '2026-11-20') =>
      add(rejected({ seq, reason, receivedTime: at('10:00:00', time) }), seq)
    tell(1, 'Time is missing', '2026-11-19')
    tell(2, '{"x":1} is no message')
    tell(3, 'LastPrice: "abc" is not a number')
    tell(4, 'LastPrice: null is not a number')
    await store.append('rejected', take())
    expect(await ask('rejected_counts', { from: '2026-11-20', until: '2026-11-20' })).toEqual([
      {
        date: '2026-11-20',
        reason: 'LastPrice',
        count: 2,
        example: 'LastPrice: "abc" is not a number',
        first_seq: 3,
        last_seq: 4,
      },
      expect.objectContaining({ reason: 'other', count: 1 }),
    ])
    expect(await ask('rejected_counts', { from: '2026-11-19', until: '2026-11-20' })).toHaveLength(3)
  })
})

describe('order_slippage', () => {
  beforeEach(async () => {
    await appendTrades(store, [[1, '14:44:00', '2026-11-19']], { price: price(90_000) })
    await appendTrades(store, [[2, '09:15:00', '2026-11-20']], { price: price(100_000) })
    await appendTrades(store, [[3, '09:15:00', '2026-11-20']], { price: price(100_500) })
    await store.query(
      `create table orders (order_id int, symbol varchar, side varchar, price decimal(18,2), quantity bigint, created_at timestamptz)`,
    )
  })
  const order = (id: number, side: string, at: string, symbol = 'FPT') =>
    store.query(`insert into orders values (${id}, '${symbol}', '${side}', 101000, 100, '${at}+07')`)

  it('gives every order the last trade of its day, the later of one second, with a sign that says who loses', async () => {
    await order(1, 'buy', '2026-11-20 09:15:00')
    await order(2, 'sell', '2026-11-20 09:16:00')
    expect(await ask('order_slippage')).toMatchObject([
      { order_id: 2, market_price: 100_500, slippage: -500, age: 60 },
      { order_id: 1, market_price: 100_500, market_seq: 3, slippage: 500, age: 0 },
    ])
  })

  it('A08: takes no negotiated price for the market, be the last trade in the book near or far', async () => {
    const deal = { price: price(93_000), phase: 'putThrough' as const }
    await appendTrades(store, [[4, '09:15:30', '2026-11-20']], deal)
    await appendTrades(store, [[5, '14:59:00', '2026-11-20']], deal)
    await order(5, 'buy', '2026-11-20 09:16:00')
    await order(6, 'buy', '2026-11-20 15:00:00')
    expect(await ask('order_slippage')).toMatchObject([
      { order_id: 6, market_price: 100_500, market_seq: 3 },
      { order_id: 5, market_price: 100_500, market_seq: 3 },
    ])
  })

  it('keeps orders that no trade of the same day came before', async () => {
    await order(3, 'buy', '2026-11-20 09:14:59')
    await order(4, 'buy', '2026-11-20 09:15:00', 'NEW')
    expect(await ask('order_slippage')).toMatchObject([
      { order_id: 4, market_price: null, slippage: null },
      { order_id: 3, market_price: null, slippage: null },
    ])
  })
})

describe('ohlcv', () => {
  it('makes bars of any length, in the order of the log, without put-through deals; no late price is the last', async () => {
    for (const [seq, time, paid] of [
      [1, '09:15:00', 100],
      [2, '09:15:00', 99],
      [3, '09:19:59', 101],
      [4, '09:20:00', 98],
    ] as const)
      await appendTrades(store, [[seq, time, '2026-11-20']], { price: price(paid) })
    await appendTrades(store, [[5, '09:20:00', '2026-11-20']], { price: price(1_000), phase: 'putThrough' })
    await appendTrades(store, [[6, '09:19:58', '2026-11-20']], { price: price(100), late: true })
    const of = (interval: string) =>
      ask('ohlcv', { symbol: 'FPT', from: '2026-11-20', until: '2026-11-20', interval })
    expect(await of('5 minutes')).toMatchObject([
      {
        start: '2026-11-20T09:15:00+07:00',
        open: 100,
        high: 101,
        low: 99,
        close: 101,
        volume: 1_200,
        trades: 4,
      },
      { start: '2026-11-20T09:20:00+07:00', open: 98, close: 98, volume: 400 },
    ])
    expect(await of('1 day')).toMatchObject([
      { start: '2026-11-20T00:00:00+07:00', volume: 1_600, close: 98 },
    ])
  })

  it.each([
    ['7 minutes', '09:13:00'],
    ['50 minutes', '09:10:00'],
    ['5 hours', '05:00:00'],
  ])('begins bars of %s at a multiple after midnight on every day', async (interval, start) => {
    const days = ['2026-11-18', '2026-11-19', '2026-11-20']
    for (const [seq, day] of days.entries()) await appendTrades(store, [[seq + 1, '09:15:00', day]])
    expect(
      await ask('ohlcv', { symbol: 'FPT', from: '2026-11-18', until: '2026-11-20', interval }),
    ).toMatchObject(days.map((day) => ({ start: `${day}T${start}+07:00` })))
  })
})

describe('foreign_daily', () => {
  it('gives the last totals of each day', async () => {
    await store.query(
      `insert into foreign_flow select seq, t::timestamptz, t::timestamptz, 'FPT', b, 100, b - 100, b * 10, 1000, b * 10 - 1000,
         1000, 500, 0, 0, 0, 0, false
       from (values (1, '2026-11-19 10:00:00+07', 100), (2, '2026-11-19 14:00:00+07', 300), (3, '2026-11-20 10:00:00+07', 150)) x(seq, t, b)`,
    )
    expect(await ask('foreign_daily', { from: '2026-11-19', until: '2026-11-20' })).toMatchObject([
      { date: '2026-11-19', symbol: 'FPT', buy_volume: 300, net_volume: 200, net_value: 2_000 },
      { date: '2026-11-20', buy_volume: 150, net_volume: 50 },
    ])
  })
})

describe('indicator_screen', () => {
  it('leaves out what traded little', async () => {
    await appendTrades(store, [[1, '09:15:00', '2026-11-20']], { price: price(100), volume: 90_000 })
    await appendTrades(store, [[2, '09:16:00', '2026-11-20']], { price: price(102.5), volume: 20_000 })
    await appendTrades(store, [[3, '09:16:00', '2026-11-20']], { symbol: 'ABC', volume: 100_000 })
    await appendTrades(store, [[4, '09:15:30', '2026-11-20']], { price: price(101), volume: 100, late: true })
    expect(await ask('indicator_screen', { date: '2026-11-20', volume: 100_000 })).toEqual([
      {
        symbol: 'FPT',
        trades: 3,
        volume: 110_100,
        open: 100,
        high: 102.5,
        low: 100,
        close: 102.5,
        change_pct: 2.5,
      },
    ])
  })
})

describe('historical_var', () => {
  it('weighs the returns of the positions, of one day each, and leaves out dates that lack one', async () => {
    const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']
    const closes = { FPT: [100, 90, 99, 99, 99], ABC: [100, 100, 80, undefined, 40] }
    let seq = 0
    for (const [i, day] of days.entries())
      for (const [symbol, paid] of Object.entries(closes))
        if (paid[i] !== undefined)
          await appendTrades(store, [[++seq, '14:45:00', day]], { symbol, price: price(paid[i]) })
    await appendTrades(store, [[seq + 1, '14:29:00', '2026-11-20']], { price: price(50), late: true })
    await store.query(
      `create table positions as select * from (values ('FPT', 300.0), ('ABC', 100.0)) x(symbol, value)`,
    )
    // Of the portfolio: 0.75 × -10 %, 0.75 × 10 % - 0.25 × 20 %; the 19th lacks ABC, whose return on the 20th is of two days.
    const [row] = await ask('historical_var', { from: '2026-11-16', until: '2026-11-20', confidence: 0.95 })
    expect(row).toMatchObject({ days: 2, value: 400 })
    expect(row?.['var_pct']).toBeCloseTo(0.075)
    expect(row?.['var']).toBeCloseTo(30)
    expect(row?.['shortfall']).toBeCloseTo(30)
  })
})

describe('completeness', () => {
  it('compares what is stored with the count of the venue', async () => {
    const at = '2026-11-20'
    await appendTrades(store, [[1, '09:15:00', at]], { symbol: 'AAA', volume: 100, totalVolume: 100 })
    await appendTrades(store, [[2, '09:15:00', at]], { symbol: 'BBB', volume: 100, totalVolume: 400 })
    await appendTrades(store, [[3, '09:16:00', at]], { symbol: 'CCC', volume: 100, totalVolume: 250 })
    // The venue counts anew.
    await appendTrades(store, [[4, '09:17:00', at]], {
      symbol: 'AAA',
      volume: 70,
      totalVolume: 70,
      restart: true,
    })
    const gap = (seq: number, symbol: string, volume: number) =>
      `(${seq}, '${at} 09:16:00+07', '${at} 09:16:00+07', '${symbol}', 'HOSE', null, '${at} 09:16:00+07', ${volume}, 'lost', false)`
    await store.query(`insert into gaps values ${gap(2, 'BBB', 300)}, ${gap(5, 'DDD', 50)}`)
    expect(await ask('completeness', { date: at })).toMatchObject([
      { symbol: 'AAA', stored: 170, total_volume: 170, missing: 0, unexplained: 0, complete: true },
      {
        symbol: 'BBB',
        stored: 100,
        total_volume: 400,
        gaps: 1,
        missing: 300,
        unexplained: 0,
        complete: false,
      },
      { symbol: 'CCC', stored: 100, total_volume: 250, missing: 0, unexplained: 150, complete: false },
      { symbol: 'DDD', stored: 0, total_volume: 50, missing: 50, complete: false },
    ])
    expect(await ask('completeness', { date: '2026-11-19' })).toEqual([])
  })
})
