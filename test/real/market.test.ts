import { DuckDBInstance } from '@duckdb/node-api'
import { expect, describe, it } from 'vitest'
import { ictDate } from '../../src/domain/time.ts'
import { priceOf } from '../../src/domain/money.ts'
import { isTradingDay } from '../../src/market/calendar.ts'
import { listedContracts } from '../../src/market/contracts.ts'
import { daySchedule } from '../../src/market/phases.ts'
import { isOnTick } from '../../src/market/tick-size.ts'
import { tradePhaseOf } from '../../src/market/trade-phase.ts'
import { recordings } from './recordings.ts'

const folder = recordings()

interface Tick {
  readonly time: number
  readonly price: number
}

async function days(): Promise<Map<string, Tick[]>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const reader = await connection.runAndReadAll(
    `select epoch_ms(date + t)::bigint::varchar as time, px::double as price
     from '${folder}/vn30f1m_ticks.parquet' order by date, seq`,
  )
  const byDay = new Map<string, Tick[]>()
  for (const { time, price } of reader.getRowObjectsJson() as { time: string; price: number }[]) {
    // The file's times are Vietnam's.
    const tick = { time: Number(time) - 7 * 3_600_000, price }
    const date = ictDate(tick.time)
    const ticks = byDay.get(date)
    if (ticks) ticks.push(tick)
    else byDay.set(date, [tick])
  }
  return byDay
}

describe.skipIf(folder === undefined)('the front VN30 future, recorded', () => {
  it('trades on trading days, in phases that trade, on the price grid', async () => {
    const phases = new Map<string, number>()
    let trades = 0
    let offGrid = 0
    for (const [date, ticks] of await days()) {
      expect(isTradingDay(date), date).toBe(true)
      for (const { time, price } of ticks) {
        trades++
        const phase = tradePhaseOf(undefined, 'DERIVATIVES', time)
        phases.set(phase, (phases.get(phase) ?? 0) + 1)
        if (!isOnTick('DERIVATIVES', 'future', priceOf(price)!)) offGrid++
      }
    }
    expect([trades, offGrid]).toEqual([713_261, 0])
    expect(phases.get('other') ?? 0).toBe(0)
    expect([...phases.keys()].sort()).toEqual(['atc', 'continuous'])
  })

  it('prints the results of two auctions a day, each at one price as the auction ends', async () => {
    const all = await days()
    expect(all.size).toBe(8)
    for (const [date, ticks] of all) {
      const [opening, closing] = daySchedule('DERIVATIVES', date).filter(
        ({ phase }) => phase === 'ato' || phase === 'atc',
      )
      // The first trades of the day are the opening auction's, all at its price, and the day has no trade before.
      const first = ticks[0]!
      const other = ticks.findIndex(({ price }) => price !== first.price)
      expect(first.time, date).toBe(opening?.until)
      expect(ticks[other - 1]?.time, date).toBe(opening?.until)
      expect(other, date).toBeGreaterThan(100)
      // The closing auction is silent while it runs.
      const late = ticks.filter(({ time }) => time >= closing!.from)
      expect(late.length, date).toBeGreaterThan(100)
      expect([...new Set(late.map(({ price }) => price))], date).toHaveLength(1)
      expect(
        late.every(({ time }) => time === closing!.until),
        date,
      ).toBe(true)
      expect(
        late.every(({ time }) => tradePhaseOf(undefined, 'DERIVATIVES', time) === 'atc'),
        date,
      ).toBe(true)
    }
  })

  it('is the contract that the rule calls front', () => {
    expect(listedContracts('2026-02-12')[0]?.code).toBe('41I1G2000')
    expect(listedContracts('2026-02-24')[0]?.code).toBe('41I1G3000')
  })
})
