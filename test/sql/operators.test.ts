import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { beforeAll, describe, expect, it } from 'vitest'
import * as operators from '../../operators/index.ts'
import type { ClassifiedTrade, Quote } from '../../src/domain/event.ts'
import { turnover } from '../../src/domain/money.ts'
import type { Bar } from '../../src/domain/outputs.ts'
import { ictDate } from '../../src/domain/time.ts'
import { at, band, classifiedTrade, price, quote } from '../../src/testing/index.ts'
import { basisOf } from '../operators/basis-of.ts'
import { run } from '../operators/contract.ts'

/** Numbers below `n`, always the same ones. */
function numbers(): (n: number) => number {
  let state = 7
  return (n) => (state = (state * 48_271) % 2_147_483_647) % n
}

const SYMBOLS = ['ACB', 'FPT', 'VCB']
const DAYS = ['2026-11-20', '2026-11-23']

/** Two mornings of trades, no two in one second. */
function mornings(): ClassifiedTrade[] {
  const below = numbers()
  let seq = 0
  return DAYS.flatMap((day) => {
    let time = at('09:15:00', day)
    return Array.from({ length: 250 }, () => {
      const paid = price(97 + below(7))
      const volume = 100 * (1 + below(50) * below(3))
      return classifiedTrade({
        seq: (seq += 1),
        exchangeTime: (time += 1000 * (1 + below(20))),
        receivedTime: 0,
        symbol: SYMBOLS[below(3)] ?? 'FPT',
        price: paid,
        volume,
        value: turnover(paid, volume),
        side: (['buy', 'sell', 'neutral'] as const)[below(3)] ?? 'neutral',
        phase: below(40) === 0 ? 'putThrough' : 'continuous',
        totalVolume: seq,
      })
    })
  })
}

function books(): Quote[] {
  const below = numbers()
  const side = (from: number, step: number) =>
    Array.from({ length: 3 }, (_, i) => ({ price: price(from + i * step), volume: 100 * (1 + below(90)) }))
  return Array.from({ length: 60 }, (_, i) =>
    quote({ seq: i + 1, bids: side(100 + below(5), -1), asks: side(105 + below(5), 1) }),
  )
}

const trades = mornings()
const quotes = books()
let database: DuckDBConnection

/** Rows of doubles and texts, as operators give them. */
const rows = async (query: string) =>
  (await database.runAndReadAll(query)).getRowObjectsJS().map((row) => ({ ...row }))

beforeAll(async () => {
  database = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  const values = (list: readonly (readonly (string | number)[])[]) =>
    list
      .map((row) => `(${row.map((cell) => (typeof cell === 'string' ? `'${cell}'` : cell)).join(', ')})`)
      .join(', ')
  await database.run(`create table all_trades as
    select *, (time + 7 * 3600000) // 86400000 as day from (values ${values(
      trades.map((each) => [
        each.seq,
        each.exchangeTime,
        each.symbol,
        each.price,
        each.volume,
        each.value,
        each.side,
        each.phase,
      ]),
    )}) as t(seq, time, symbol, price, volume, value, side, phase)`)
  await database.run(`create view trades as select * from all_trades where phase <> 'putThrough'`)
  await database.run(`create table bars as
    select symbol, time // 60000 * 60000 as start, arg_min(price, seq) as open, max(price) as high,
      min(price) as low, arg_max(price, seq) as close, sum(volume) as volume,
      coalesce(sum(volume) filter (side = 'buy'), 0) as bought, coalesce(sum(volume) filter (side = 'sell'), 0) as sold
    from trades group by all`)
  await database.run(
    `create table quotes as select * from (values ${values(
      quotes.map(({ seq, bids, asks }) => [
        seq,
        ...[...bids, ...asks].flatMap((level) => [level.price, level.volume]),
      ]),
    )}) as t(seq, bp1, bv1, bp2, bv2, bp3, bv3, ap1, av1, ap2, av2, ap3, av3)`,
  )
})

const minutes = (): Bar[] =>
  run(trades, operators.bars(60_000))
    .filter(({ revision }) => revision === 0)
    .map((each) => ({ ...each, complete: true }))
const byStart = <T extends { symbol: string; start: number }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : a.start - b.start))

describe('what operators give is exactly what SQL makes of the same trades', () => {
  it('delta', async () => {
    const own = run(trades, operators.delta()).map(({ seq, delta, cumulative }) => ({
      seq,
      delta,
      cumulative,
    }))
    const signed = `case side when 'buy' then volume when 'sell' then -volume else 0 end`
    expect(own).toEqual(
      await rows(`select seq, ${signed} as delta, (sum(${signed}) over (partition by symbol, day order by seq))::double as cumulative
        from trades order by seq`),
    )
  })

  it('vwap', async () => {
    const own = run(trades, operators.vwap()).map(({ seq, vwap }) => ({ seq, vwap }))
    expect(own).toEqual(
      await rows(`select seq, (sum(value) over w * 100)::double / (sum(volume) over w)::double as vwap
        from trades window w as (partition by symbol, day order by seq) order by seq`),
    )
  })

  it('flowSpeed', async () => {
    const speeds = run(trades, operators.flowSpeed({ decayEvery: 1e12 }))
    const own = speeds.map(({ seq, buySpeed, sellSpeed }) => ({ seq, buySpeed, sellSpeed }))
    const speed = (side: string) =>
      `coalesce(sum(volume) filter (side = '${side}') over (partition by symbol, day order by time range between 299999 preceding and current row), 0)::double
        / least(5, greatest(1, (time - min(time) over (partition by symbol, day))::double / 60000))`
    expect(own).toEqual(
      await rows(
        `select seq, ${speed('buy')} as buySpeed, ${speed('sell')} as sellSpeed from trades order by seq`,
      ),
    )
  })

  it('bars', async () => {
    const own = byStart(minutes()).map((each) => ({
      symbol: each.symbol,
      start: each.start,
      open: each.open,
      high: each.high,
      low: each.low,
      close: each.close,
      volume: each.volume,
      bought: each.activeBuyVolume,
      sold: each.activeSellVolume,
    }))
    expect(own).toEqual(
      await rows(`select symbol, start::double as start, open, high, low, close, volume::double as volume,
        bought::double as bought, sold::double as sold from bars order by symbol, start`),
    )
  })

  it('sizedBars', async () => {
    const own = run(trades, operators.sizedBars('trades', 7)).map((each) => ({
      symbol: each.symbol,
      start: each.start,
      end: each.end,
      open: each.open,
      high: each.high,
      low: each.low,
      close: each.close,
      trades: each.trades,
      value: each.value,
    }))
    expect(byStart(own)).toEqual(
      await rows(`select symbol, min(time)::double as start, max(time)::double as end, arg_min(price, seq) as open,
          max(price) as high, min(price) as low, arg_max(price, seq) as close, count(*)::double as trades, sum(value)::double as value
        from (select *, (row_number() over (partition by symbol, day order by seq) - 1) // 7 as place from trades)
        group by symbol, day, place order by symbol, start`),
    )
  })

  it('volumeProfile and its point of control', async () => {
    const own = DAYS.flatMap((day) => {
      const today = trades.filter(({ exchangeTime }) => ictDate(exchangeTime) === day)
      const told = run(today, operators.volumeProfile())
      return SYMBOLS.map((symbol) => told.findLast((each) => each.symbol === symbol)!)
    })
    expect(own.flatMap(({ levels }) => levels)).toEqual(
      await rows(`select price, sum(volume)::double as volume,
        coalesce(sum(volume) filter (side = 'buy'), 0)::double as activeBuyVolume,
        coalesce(sum(volume) filter (side = 'sell'), 0)::double as activeSellVolume
        from trades group by day, symbol, price order by day, symbol, price`),
    )
    expect(own.map(({ pointOfControl }) => ({ pointOfControl }))).toEqual(
      await rows(`select first(price order by volume desc, price) as pointOfControl
        from (select day, symbol, price, sum(volume) as volume from trades group by all)
        group by day, symbol order by day, symbol`),
    )
  })

  it('sma, obv and stochastic', async () => {
    const values = byStart(minutes())
    const value = <V>(list: readonly { symbol: string; start: number; value: V }[]) =>
      byStart(list).map((each) => each.value)
    const over = (before: number) =>
      `over (partition by symbol order by start rows between ${before} preceding and current row)`
    const enough = `qualify row_number() over (partition by symbol order by start) >= 5 order by symbol, start`
    expect(value(run(values, operators.sma(5)))).toEqual(
      (await rows(`select (sum(close) ${over(4)})::double / 5 as value from bars ${enough}`)).map(
        (row) => row['value'],
      ),
    )
    expect(value(run(values, operators.stochastic({ period: 5 }))).map(({ k }) => k)).toEqual(
      (
        await rows(`select case when max(high) ${over(4)} = min(low) ${over(4)} then 50 else
        (100 * (close - min(low) ${over(4)}))::double / (max(high) ${over(4)} - min(low) ${over(4)}) end as k from bars ${enough}`)
      ).map((row) => row['k']),
    )
    expect(value(run(values, operators.obv()))).toEqual(
      (
        await rows(`select (sum(sign(close - before) * volume) over (partition by symbol order by start))::double as obv
          from (select *, lag(close) over (partition by symbol order by start) as before from bars)
          where before is not null order by symbol, start`)
      ).map((row) => row['obv']),
    )
  })

  it('robustSpike', async () => {
    const own = run(trades, operators.robustSpike({ most: 20, minutes: 1e6, score: -Infinity })).map(
      ({ seq, median, mad }) => ({ seq, median, mad }),
    )
    const before = 'over (partition by symbol, day order by seq rows between 20 preceding and 1 preceding)'
    expect(own).toEqual(
      await rows(`select seq, (median(volume) ${before})::double as median, (mad(volume) ${before})::double as mad from trades
        qualify row_number() over (partition by symbol, day order by seq) > 10 order by seq`),
    )
  })

  it('sessionBreak', async () => {
    const own = run(trades, operators.sessionBreak({ stood: 0 })).map(({ seq, direction, previous }) => ({
      seq,
      direction,
      previous,
    }))
    expect(own).toEqual(
      await rows(`select seq, if(price > high, 'high', 'low') as direction, if(price > high, high, low) as previous
        from (select *, max(price) over w as high, min(price) over w as low from trades
          window w as (partition by symbol, day order by seq rows between unbounded preceding and 1 preceding))
        where price > high or price < low order by seq`),
    )
  })

  it('putThroughFlow', async () => {
    const own = run(trades, operators.putThroughFlow()).map(({ seq, deals, totalVolume, totalValue }) => ({
      seq,
      deals,
      totalVolume,
      totalValue,
    }))
    expect(own).toEqual(
      await rows(`select seq, (count(*) over w)::double as deals, (sum(volume) over w)::double as totalVolume,
        (sum(value) over w)::double as totalValue from all_trades where phase = 'putThrough'
        window w as (partition by symbol, day order by seq) order by seq`),
    )
  })

  it('breadth', async () => {
    const today = trades.filter(({ exchangeTime }) => exchangeTime > at('00:00:00', '2026-11-23'))
    const bands = SYMBOLS.map((symbol) =>
      band({
        symbol,
        exchangeTime: at('09:00:00', '2026-11-23'),
        reference: price(100),
        ceiling: price(103),
        floor: price(97),
      }),
    )
    const { advances, declines, unchanged, ceilings, floors } = run(
      [...bands, ...today],
      operators.breadth({ symbols: SYMBOLS }),
    ).at(-1)!
    expect([{ advances, declines, unchanged, ceilings, floors }]).toEqual(
      await rows(`select count(*) filter (price > 10000)::double as advances, count(*) filter (price < 10000)::double as declines,
        count(*) filter (price = 10000)::double as unchanged, count(*) filter (price >= 10300)::double as ceilings,
        count(*) filter (price <= 9700)::double as floors
        from (select symbol, arg_max(price, seq) as price from trades where day = (select max(day) from trades) group by symbol)`),
    )
  })

  it('convergence', async () => {
    const points = trades.filter(({ symbol, phase }) => symbol === 'FPT' && phase !== 'putThrough')
    const own = run(
      points.map(({ seq, exchangeTime, price: paid }) => basisOf(paid - 10_000, { seq, exchangeTime })),
      operators.convergence({ samples: 2 }),
    ).map(({ seq, slope, samples }) => ({ seq, slope, samples }))
    expect(own).toEqual(
      await rows(`select seq, ((n * tx - t * x)::double / (n * tt - t * t)::double * 60) / 100 as slope, n::double as samples
        from (select seq, count(*) over w as n, sum(s) over w as t, sum(s * s) over w as tt, sum(x) over w as x, sum(s * x) over w as tx
          from (select seq, day, price - 10000 as x, (time - min(time) over ()) // 1000 as s from trades where symbol = 'FPT')
          window w as (partition by day order by s range between 599 preceding and current row))
        where n > 1 order by seq`),
    )
  })

  it('bookImbalance, microprice, spread and depth', async () => {
    const imbalances = run(quotes, operators.bookImbalance({ levels: 3 }))
    const middles = run(quotes, operators.microprice())
    const spreads = run(quotes, operators.spread())
    const depths = run(quotes, operators.depth())
    const own = quotes.map((_, i) => ({
      imbalance: imbalances[i]?.imbalance,
      microprice: middles[i]?.microprice,
      mid: middles[i]?.mid,
      basisPoints: spreads[i]?.basisPoints,
      askValue: depths[i]?.askValue,
    }))
    expect(own).toEqual(
      await rows(`select (bv1 + bv2 + bv3 - av1 - av2 - av3)::double / (bv1 + bv2 + bv3 + av1 + av2 + av3) as imbalance,
        (bp1 * av1 + ap1 * bv1)::double / (bv1 + av1) as microprice, (bp1 + ap1)::double / 2 as mid,
        ((ap1 - bp1)::double / (ap1 + bp1)) * 20000 as basisPoints,
        (ap1 * av1 + ap2 * av2 + ap3 * av3)::double / 100 as askValue
        from quotes order by seq`),
    )
  })
})
