import { from, lastValueFrom } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import type { Alert, Bar, Basis, ForeignFlow } from '../../src/domain/outputs.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import type { Table } from '../../src/store/table.ts'
import { at, classifiedTrade, gap, index, price, quote, rejected } from '../../src/testing/index.ts'

const stamp = { seq: 1, exchangeTime: at('10:00:00'), receivedTime: at('10:00:01') + 5 }
const shownStamp = {
  seq: 1,
  exchange_time: '2026-11-20T10:00:00+07:00',
  received_time: '2026-11-20T10:00:01.005+07:00',
}

describe('the tables', () => {
  let store: Store
  beforeAll(async () => {
    store = await openStore({ path: ':memory:' })
  })
  afterAll(() => store.close())

  /** Writes rows, and reads the table. */
  async function kept<T extends { readonly seq: number }>(table: Table<T>, ...rows: readonly T[]) {
    await lastValueFrom(duckdb(store, table)(from(rows)))
    return store.query(`select * from ${table.name}`)
  }

  it('keep a trade', async () => {
    const full = classifiedTrade({
      ...stamp,
      side: 'buy',
      basis: 'quote',
      bid: price(99_900),
      ask: price(100_000),
    })
    const bare = classifiedTrade({
      ...stamp,
      symbol: '41I1G3000',
      venue: 'DERIVATIVES',
      price: price(1285.4),
    })
    expect(await kept(tables.trade, full, { ...bare, value: 1, phase: 'putThrough', restart: true })).toEqual(
      [
        {
          ...shownStamp,
          symbol: 'FPT',
          venue: 'HOSE',
          price: 100_000,
          volume: 100,
          value: 10_000_000,
          side: 'buy',
          basis: 'quote',
          phase: 'continuous',
          bid_price: 99_900,
          ask_price: 100_000,
          restart: false,
          total_volume: 100,
          late: false,
        },
        {
          ...shownStamp,
          symbol: '41I1G3000',
          venue: 'DERIVATIVES',
          price: 1285.4,
          volume: 100,
          value: 1,
          side: 'neutral',
          basis: 'none',
          phase: 'putThrough',
          bid_price: null,
          ask_price: null,
          restart: true,
          total_volume: 100,
          late: false,
        },
      ],
    )
  })

  it('keep an order book: its best levels, and all of them in order', async () => {
    const level = (at: number, volume: number) => ({ price: price(at), volume })
    const full = quote({
      ...stamp,
      symbol: '41I1G3000',
      venue: 'DERIVATIVES',
      bids: [level(1285.4, 12), level(1285.3, 3)],
      asks: [level(1285.5, 7)],
      auctionBidVolume: 40,
      reference: price(1280),
      ceiling: price(1369.6),
      floor: price(1190.4),
    })
    const bare = quote({ ...stamp, bids: [], asks: [] })
    expect(await kept(tables.quote, full, bare)).toEqual([
      {
        ...shownStamp,
        symbol: '41I1G3000',
        venue: 'DERIVATIVES',
        bid_price: 1285.4,
        bid_volume: 12,
        ask_price: 1285.5,
        ask_volume: 7,
        bids: '1285.4x12 1285.3x3',
        asks: '1285.5x7',
        auction_bid_volume: 40,
        auction_ask_volume: null,
        reference: 1280,
        ceiling: 1369.6,
        floor: 1190.4,
      },
      expect.objectContaining({ bids: '', asks: '', bid_price: null, ask_volume: null, ceiling: null }),
    ])
    expect(
      await store.query(
        `select level.price as price, level.volume as volume
         from (select unnest(book_levels(bids)) as level from quotes)`,
      ),
    ).toEqual([
      { price: 1285.4, volume: 12 },
      { price: 1285.3, volume: 3 },
    ])
  })

  it('keep foreign flow', async () => {
    const flow: ForeignFlow = {
      kind: 'foreignFlow',
      ...stamp,
      symbol: 'FPT',
      buyVolume: 300,
      sellVolume: 500,
      buyValue: 30_000_000,
      sellValue: 50_000_000,
      totalRoom: 1_000,
      currentRoom: undefined,
      buySpeed: 12.125,
      sellSpeed: 0,
      buyAcceleration: -1.5,
      sellAcceleration: 0,
      rebased: true,
    }
    expect(await kept(tables.foreignFlow, flow)).toEqual([
      {
        ...shownStamp,
        symbol: 'FPT',
        buy_volume: 300,
        sell_volume: 500,
        net_volume: -200,
        buy_value: 30_000_000,
        sell_value: 50_000_000,
        net_value: -20_000_000,
        total_room: 1_000,
        current_room: null,
        buy_speed_per_min: 12.125,
        sell_speed_per_min: 0,
        buy_acceleration: -1.5,
        sell_acceleration: 0,
        rebased: true,
      },
    ])
  })

  it('keep an index', async () => {
    const value = index({
      ...stamp,
      value: price(1300.25),
      prior: price(1299),
      totalValue: 7,
      advances: 20,
      declines: 8,
    })
    expect(await kept(tables.index, value)).toEqual([
      {
        ...shownStamp,
        index_id: 'VN30',
        value: 1300.25,
        prior_value: 1299,
        total_volume: 0,
        total_value: 7,
        advances: 20,
        declines: 8,
        no_changes: 0,
      },
    ])
  })

  it('keep a basis, and none that does not add up', async () => {
    const point: Basis = {
      kind: 'basis',
      ...stamp,
      symbol: '41I1G3000',
      futurePrice: price(1298.5),
      spotValue: price(1300.25),
      basis: -175,
      basisPercent: -0.1346,
      state: 'discount',
    }
    expect(await kept(tables.basis, point)).toEqual([
      {
        ...shownStamp,
        futures_symbol: '41I1G3000',
        futures_price: 1298.5,
        spot_value: 1300.25,
        basis: -1.75,
        basis_pct: -0.1346,
        state: 'discount',
      },
    ])
    await expect(kept(tables.basis, { ...point, seq: 2, basis: 175 })).rejects.toThrow(
      'CHECK constraint failed',
    )
  })

  it('keep each telling of a bar, and show the last', async () => {
    const bar: Bar = {
      kind: 'bar',
      ...stamp,
      symbol: 'FPT',
      interval: 60_000,
      start: at('09:59:00'),
      open: price(100_000),
      high: price(100_500),
      low: price(99_900),
      close: price(100_400),
      volume: 1_000,
      activeBuyVolume: 600,
      activeSellVolume: 300,
      filledVolume: 0,
      revision: 0,
      complete: true,
    }
    const told = { ...bar, seq: 2, revision: 1, volume: 1_100, filledVolume: 100 }
    expect(await kept(tables.bar, bar, told)).toHaveLength(2)
    expect(await store.query('select * from latest_bars')).toEqual([
      {
        ...shownStamp,
        seq: 2,
        symbol: 'FPT',
        interval_ms: 60_000,
        start: '2026-11-20T09:59:00+07:00',
        open: 100_000,
        high: 100_500,
        low: 99_900,
        close: 100_400,
        volume: 1_100,
        active_buy_volume: 600,
        active_sell_volume: 300,
        revision: 1,
        complete: true,
        filled_volume: 100,
      },
    ])
    await expect(kept(tables.bar, { ...bar, seq: 3, low: bar.high })).rejects.toThrow(
      'CHECK constraint failed',
    )
  })

  it('keep an alert, its numbers as JSON', async () => {
    const alert: Alert = {
      kind: 'alert',
      ...stamp,
      symbol: 'FPT',
      alertType: 'price_breakout',
      severity: 'critical',
      message: 'FPT chạm trần',
      direction: 'ceiling',
      data: { price: 107_000 },
    }
    const lineage = { rule: { ceiling: 107_000 }, state: { price: 107_000 }, evidence: [] }
    expect(await kept(tables.alert, { ...alert, lineage }, alert)).toEqual([
      {
        ...shownStamp,
        id: '1-price_breakout-FPT-ceiling',
        alert_type: 'price_breakout',
        severity: 'critical',
        symbol: 'FPT',
        message: 'FPT chạm trần',
        data: '{"price":107000,"direction":"ceiling"}',
        lineage: JSON.stringify(lineage),
      },
      expect.objectContaining({ lineage: null }),
    ])
    expect(await store.query(`select (data->>'price')::bigint as price from alerts limit 1`)).toEqual([
      { price: 107_000 },
    ])
  })

  it('keep a gap', async () => {
    const hole = gap({ ...stamp, from: at('09:58:00'), to: at('10:00:00'), missingVolume: 1_200 })
    expect(
      await kept(
        tables.gap,
        hole,
        { ...hole, from: undefined, reason: 'start', restart: true },
        { ...hole, missingVolume: -300 },
      ),
    ).toEqual([
      {
        ...shownStamp,
        symbol: 'FPT',
        venue: 'HOSE',
        from_time: '2026-11-20T09:58:00+07:00',
        to_time: '2026-11-20T10:00:00+07:00',
        missing_volume: 1_200,
        reason: 'lost',
        restart: false,
      },
      expect.objectContaining({ from_time: null, reason: 'start', restart: true }),
      // A late trade took back a part of what was missing.
      expect.objectContaining({ missing_volume: -300 }),
    ])
  })

  it('keep what was rejected, whatever it is', async () => {
    const raw = `{"x":"${'ố\u0000"\\'.repeat(500)}`
    expect(
      await kept(
        tables.rejected,
        rejected({ seq: 1, receivedTime: stamp.receivedTime, reason: 'no JSON', raw }),
      ),
    ).toEqual([{ ...shownStamp, exchange_time: null, reason: 'no JSON', raw }])
  })
})
