import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { filter, from, lastValueFrom, mergeMap, toArray } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { classify } from '../../operators/classify.ts'
import { program } from '../../pipelines/program.ts'
import { stored } from '../../src/cli/stored.ts'
import type { ClassifiedTrade, MarketEvent, Trade } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import { decode } from '../../src/sources/decode.ts'
import { openRecording, type Recording } from '../../src/sources/replay/recording.ts'
import { openStore } from '../../src/store/store.ts'
import { recordings } from './recordings.ts'

const folder = recordings()

/** What is compared: all that a trade tells, in its order. */
const plain = ({ seq, exchangeTime, price, volume, side, basis, totalVolume }: ClassifiedTrade) =>
  [seq, exchangeTime, price, volume, side, basis, totalVolume].join(' ')

const isTrade = (output: { readonly kind: string }): output is ClassifiedTrade => output.kind === 'trade'

/** The trades that a recording gives. */
const tradesOf = (chunks: AsyncIterable<readonly Frame[]>) =>
  from(chunks).pipe(
    mergeMap((frames) => frames),
    program(decode),
    filter(isTrade),
  )

async function* framesOf({ read }: Recording): AsyncGenerator<readonly Frame[]> {
  for await (const { frames } of read()) yield frames
}

/** Runs the tick rule over prices in their order, and counts the sides that the recorder knows, and those that are the same. */
async function agreement(
  trades: readonly ClassifiedTrade[],
  told: readonly string[],
): Promise<readonly number[]> {
  const bare = trades.map((trade): MarketEvent => {
    const rest: Partial<ClassifiedTrade> = { ...trade, feedSide: undefined }
    for (const decided of ['side', 'basis', 'bid', 'ask'] as const) Reflect.deleteProperty(rest, decided)
    return rest as Trade
  })
  const ruled = await lastValueFrom(from(bare).pipe(classify(), filter(isTrade), toArray()))
  const known = ruled.flatMap(({ side, basis }, i) =>
    basis === 'tick' && told[i] !== 'U' ? [side === (told[i] === 'B' ? 'buy' : 'sell')] : [],
  )
  return [known.length, known.filter((isEqual) => isEqual).length]
}

describe.skipIf(folder === undefined)(
  'the front VN30 future, recorded, stored and replayed from Parquet',
  () => {
    let home: string
    /** What the recorder says of each tick. */
    const told: string[] = []
    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'vnflow-stored-'))
    })
    afterAll(() => rm(home, { recursive: true, force: true }))

    /** The ticks as FastConnect tells them, without a side and without a quote; only auctions say what they are. */
    async function* ticks(): AsyncGenerator<readonly Frame[]> {
      const db = await (await DuckDBInstance.create(':memory:')).connect()
      const result = await db.stream(
        `select strftime(date, '%d/%m/%Y'), t::varchar, px::double, qty::int, side,
         (sum(qty) over (partition by date order by seq))::int, date::varchar
       from '${folder}/vn30f1m_ticks.parquet' order by date, seq`,
      )
      for await (const rows of result.yieldRows())
        yield rows.map(([TradingDate, Time, LastPrice, LastVol, side, TotalVol, date]) => {
          const seq = told.push(String(side))
          const isAuction = side === 'U' || String(Time) >= '14:45:00'
          const Symbol = String(date) <= '2026-02-13' ? '41I1G2000' : '41I1G3000'
          const TradingSession = !isAuction ? 'LO' : String(Time) < '12:00:00' ? 'ATO' : 'ATC'
          const day = { TradingDate, Time, Symbol, MarketId: 'DER', Exchange: 'DERIVATIVES', TradingSession }
          const Content = JSON.stringify({
            RType: 'X-TRADE',
            ...day,
            LastPrice,
            LastVol,
            TotalVol,
            Side: null,
          })
          const text = JSON.stringify({ DataType: 'X-TRADE', Content })
          return {
            seq,
            receivedTime: Date.parse(`${String(date)}T${String(Time)}+07:00`),
            source: 'ssi',
            text,
          }
        })
    }

    it('is the same, one by one, in the order inside the second; and so is what the tick rule makes of it', async () => {
      const live = await lastValueFrom(tradesOf(ticks()).pipe(toArray()))
      const store = await openStore({ path: join(home, 'vnflow.duckdb'), memoryLimit: '500MB' })
      await lastValueFrom(stored(from(live), store))
      expect(await store.exportBefore('2026-12-31')).toHaveLength(8)
      await store.close()

      const again = await lastValueFrom(
        tradesOf(framesOf(await openRecording([join(home, 'parquet')]))).pipe(toArray()),
      )
      expect(live).toHaveLength(713_261)
      expect(again.map(plain).filter((text, i) => text !== plain(live[i] ?? again[0]!))).toEqual([])
      expect(again).toHaveLength(live.length)

      const [known = 0, equal = 0] = await agreement(again, told)
      console.log(
        `sides by the tick rule: ${equal} of ${known} equal (${((100 * equal) / known).toFixed(4)} %), before and after`,
      )
      expect([known, equal]).toEqual(await agreement(live, told))
      expect(equal / known).toBeGreaterThan(0.89)
      // Another order inside the second would show.
      const reversed = await agreement(
        again.toSorted((a, b) => a.exchangeTime - b.exchangeTime || b.seq - a.seq),
        told,
      )
      expect((reversed[1] ?? 0) / (reversed[0] ?? 1)).toBeLessThan(0.7)
    })
  },
)
