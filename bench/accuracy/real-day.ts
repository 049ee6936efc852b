import { from, lastValueFrom, toArray } from 'rxjs'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { program } from '../../pipelines/program.ts'
import type { ClassifiedTrade } from '../../src/domain/event.ts'
import type { Frame } from '../../src/domain/frame.ts'
import type { Bar, Output } from '../../src/domain/outputs.ts'
import type { IsoDate } from '../../src/domain/time.ts'
import { decode } from '../../src/sources/decode.ts'

/** A recorded trade of the front VN30 future. */
interface RealTick {
  readonly time: string
  readonly price: number
  readonly volume: number
  /** What the recorder says: bought, sold, or not known. */
  readonly side: 'B' | 'S' | 'U'
}

/** A recorded day, and what the program makes of it. */
export interface RealDay {
  readonly date: IsoDate
  readonly ticks: readonly RealTick[]
  readonly trades: readonly ClassifiedTrade[]
  /** The last word on each minute. */
  readonly bars: ReadonlyMap<number, Bar>
}

/** A database in memory that reads the recordings. */
export const recordingsDatabase = async (): Promise<DuckDBConnection> =>
  (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()

/** Rows of a query. */
export const rowsOf = async <Row>(db: DuckDBConnection, sql: string): Promise<Row[]> =>
  (await db.runAndReadAll(sql)).getRowObjectsJS() as Row[]

/** The days of the recording, one after another, as a feed tells them: without side and without quote. */
export async function* realDays(db: DuckDBConnection, folder: string): AsyncGenerator<RealDay> {
  const path = `'${folder}/vn30f1m_ticks.parquet'`
  const dates = await rowsOf<{ date: string }>(
    db,
    `select distinct date::varchar as date from ${path} order by 1`,
  )
  for (const { date } of dates) {
    const ticks = await rowsOf<RealTick>(
      db,
      `select t::varchar as time, px::double as price, qty as volume, side from ${path}
       where date = '${date}' order by seq`,
    )
    yield { date, ticks, ...(await taken(date, ticks)) }
  }
}

async function taken(date: IsoDate, ticks: readonly RealTick[]): Promise<Pick<RealDay, 'trades' | 'bars'>> {
  const outputs = await lastValueFrom(from(framesOf(date, ticks)).pipe(program(decode), toArray()))
  const trades = outputs.filter((output): output is ClassifiedTrade => output.kind === 'trade')
  if (trades.length !== ticks.length)
    throw new Error(`${date}: ${ticks.length} trades were told, ${trades.length} came out`)
  return { trades, bars: new Map(outputs.filter(isMinute).map((bar) => [bar.start, bar])) }
}

const isMinute = (output: Output): output is Bar => output.kind === 'bar' && output.interval === 60_000

/** The front contract: that of February expired on the 13th. */
const contractOn = (date: IsoDate) => (date <= '2026-02-13' ? '41I1G2000' : '41I1G3000')

/** The session's codes: prints at the first price of a day are its opening auction's. */
function sessionsOf(ticks: readonly RealTick[]): (place: number) => string {
  const opened = ticks.findIndex(({ price }) => price !== ticks[0]?.price)
  return (place) => (place < opened ? 'ATO' : (ticks[place]?.time ?? '') < '14:45:00' ? 'LO' : 'ATC')
}

function* framesOf(date: IsoDate, ticks: readonly RealTick[]): Generator<Frame> {
  let TotalVol = 0
  const sessionOf = sessionsOf(ticks)
  const Symbol = contractOn(date)
  const day = {
    TradingDate: date.split('-').reverse().join('/'),
    Symbol,
    MarketId: 'DER',
    Exchange: 'DERIVATIVES',
  }
  for (const [place, tick] of ticks.entries()) {
    TotalVol += tick.volume
    const Content = JSON.stringify({
      RType: 'X-TRADE',
      ...day,
      Time: tick.time,
      TradingSession: sessionOf(place),
      LastPrice: tick.price,
      LastVol: tick.volume,
      TotalVol,
      Side: null,
    })
    const receivedTime = Date.parse(`${date}T${tick.time}+07:00`)
    yield {
      seq: place + 1,
      receivedTime,
      source: 'ssi',
      text: JSON.stringify({ DataType: 'X-TRADE', Content }),
    }
  }
}
