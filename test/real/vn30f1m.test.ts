import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runVnflow } from '../run-vnflow.ts'
import { recordings } from './recordings.ts'

interface Tick {
  readonly time: string
  readonly price: number
  readonly volume: number
  readonly side: 'B' | 'S' | 'U'
}
interface Emitted {
  readonly price: number
  readonly volume: number
  readonly side: string
  readonly basis: string
}
interface Bar {
  readonly start: string
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

const folder = recordings()

/** The front contract of a day of February or March 2026: the February one expired on the 13th. */
const contractOn = (date: string) => (date <= '2026-02-13' ? '41I1G2000' : '41I1G3000')

/** A trade as FastConnect tells it, without a side and without a quote. */
function frame(date: string, { time, price, volume, side }: Tick, totalVolume: number) {
  const auction = side === 'U' || time >= '14:45:00'
  const [year, month, day] = date.split('-')
  const content = {
    RType: 'X-TRADE',
    TradingDate: `${day}/${month}/${year}`,
    Time: time,
    Isin: contractOn(date),
    Symbol: contractOn(date),
    LastPrice: price,
    LastVol: volume,
    TotalVol: totalVolume,
    MarketId: 'DER',
    Exchange: 'DERIVATIVES',
    TradingSession: !auction ? 'LO' : time < '12:00:00' ? 'ATO' : 'ATC',
    Side: null,
  }
  const recv = Date.parse(`${date}T${time}+07:00`)
  return JSON.stringify({
    recv,
    source: 'ssi',
    frame: JSON.stringify({ DataType: 'X-TRADE', Content: JSON.stringify(content) }),
  })
}

async function writeFrames(path: string, date: string, ticks: readonly Tick[]) {
  const file = createWriteStream(path)
  let total = 0
  for (const tick of ticks) {
    total += tick.volume
    if (!file.write(`${frame(date, tick, total)}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
}

const ndjson = async <T>(path: string): Promise<T[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)

describe.skipIf(folder === undefined)('the front VN30 future, recorded', () => {
  let db: DuckDBConnection
  let temporary: string
  let dates: string[]
  const bars = { told: 0, equal: 0 }
  const sides = { told: 0, equal: 0 }

  const rows = async <T>(sql: string) => (await db.runAndReadAll(sql)).getRowObjectsJson() as T[]
  const ticksOf = async (date: string): Promise<Tick[]> =>
    (
      await rows<{ time: string; price: string; volume: number; side: Tick['side'] }>(
        `select t::varchar as time, px as price, qty as volume, side
         from '${folder}/vn30f1m_ticks.parquet' where date = '${date}' order by seq`,
      )
    ).map((row) => ({ ...row, price: Number(row.price) }))

  beforeAll(async () => {
    db = await (await DuckDBInstance.create(':memory:')).connect()
    temporary = await mkdtemp(join(tmpdir(), 'vnflow-real-'))
    dates = (
      await rows<{ date: string }>(
        `select distinct date::varchar as date from '${folder}/vn30f1m_ticks.parquet' order by 1`,
      )
    ).map(({ date }) => date)
  })
  afterAll(async () => {
    await rm(temporary, { recursive: true, force: true })
  })

  it('gives every trade once and in order, on each day', async () => {
    expect(dates).toHaveLength(8)
    for (const date of dates) {
      const ticks = await ticksOf(date)
      const out = join(temporary, date)
      const recording = join(temporary, `${date}.ndjson`)
      await writeFrames(recording, date, ticks)
      await runVnflow(['replay', recording, '--emit', 'trade,bar,gap,rejected', '--out', out])

      const trades = await ndjson<Emitted>(join(out, 'trade.ndjson'))
      const plain = ({ price, volume }: { price: number; volume: number }) => `${price} ${volume}`
      expect(trades.map(plain), date).toEqual(ticks.map(plain))
      expect(await ndjson(join(out, 'gap.ndjson')), date).toEqual([])
      expect(await ndjson(join(out, 'rejected.ndjson')), date).toEqual([])

      trades.forEach(({ side, basis }, i) => {
        const recorded = ticks[i]?.side
        if (basis !== 'tick' || recorded === 'U') return
        sides.told++
        if (side === (recorded === 'B' ? 'buy' : 'sell')) sides.equal++
      })
      await compareBars(date, await ndjson<Bar>(join(out, 'bar.ndjson')))
      await rm(recording)
    }
  })

  async function compareBars(date: string, emitted: readonly Bar[]) {
    const last = new Map(emitted.map((bar) => [Date.parse(bar.start), bar]))
    const recorded = await rows<Omit<Bar, 'start'> & { start: string }>(
      `select epoch_ms(time)::varchar as start, open, high, low, close, volume::int as volume
       from '${folder}/vn30f1m_bars_1m.parquet' where (time + interval 7 hour)::date = '${date}'`,
    )
    expect([...last.values()].reduce((sum, { volume }) => sum + volume, 0)).toBe(
      recorded.reduce((sum, { volume }) => sum + volume, 0),
    )
    const ohlcv = (bar: Omit<Bar, 'start'> | undefined) =>
      bar && [bar.open, bar.high, bar.low, bar.close, bar.volume].join(' ')
    for (const bar of recorded) {
      bars.told++
      if (ohlcv(bar) === ohlcv(last.get(Number(bar.start)))) bars.equal++
    }
  }

  it('gives the minutes of the independent recorder', () => {
    console.log(`1-minute bars: ${bars.equal} of ${bars.told} equal`)
    expect(bars.told).toBe(8 * 241)
    expect(bars.equal / bars.told).toBeGreaterThanOrEqual(0.98)
  })

  it('gives the recorded aggressor by the tick rule', () => {
    console.log(`sides by the tick rule: ${sides.equal} of ${sides.told} equal`)
    expect(sides.told).toBeGreaterThan(690_000)
    expect(sides.equal / sides.told).toBeGreaterThanOrEqual(0.89)
  })
})
