import type { DuckDBConnection } from '@duckdb/node-api'
import type { OperatorFunction } from 'rxjs'
import { bars } from '../../operators/bars.ts'
import { delta } from '../../operators/delta.ts'
import { vwap } from '../../operators/vwap.ts'
import type { ClassifiedEvent, ClassifiedTrade } from '../../src/domain/event.ts'
import { outputsOf } from './outputs-of.ts'
import { type RealDay, rowsOf } from './real-day.ts'
import { reclassified } from './reclassified.ts'
import { tableOf, whole } from './score.ts'

type Numbers = Readonly<Record<string, number>>

/** The operators' results and the queries that say the same, each row's values in the order of its names. */
interface Comparison {
  readonly name: string
  readonly own: (trades: readonly ClassifiedTrade[]) => Numbers[]
  readonly sql: (ticks: string) => string
}

/** Auctions have no aggressor, whatever was recorded: the prints of the opening's one price, and what comes after the book is closed. */
const ticksOf = (folder: string, date: string): string =>
  `(with day as (select * from '${folder}/vn30f1m_ticks.parquet' where date = '${date}')
    select date, seq, t, px, qty, case when t >= '14:45:00' or seq < (
      select min(seq) from day where px <> (select arg_min(px, seq) from day)) then 'U' else side end as side from day)`

const SIGNED = `case side when 'B' then qty when 'S' then -qty else 0 end`

const COMPARISONS: readonly Comparison[] = [
  {
    name: 'delta and cumulative delta, a trade',
    own: (trades) => out(trades, delta(), ({ delta, cumulative }) => ({ delta, cumulative })),
    sql: (ticks) =>
      `select (${SIGNED})::double as delta, (sum(${SIGNED}) over (order by seq))::double as cumulative from ${ticks} order by seq`,
  },
  {
    name: 'VWAP, a trade, to the last bit',
    own: (trades) => out(trades, vwap(), ({ vwap, volume }) => ({ vwap, volume })),
    sql: (ticks) =>
      `select (sum(px * qty * 100000 * 100) over w)::double / (sum(qty * 100000) over w)::double as vwap,
         (sum(qty) over w)::double as volume from ${ticks} window w as (order by seq) order by seq`,
  },
  {
    name: 'bars of a minute: prices, volume, bought, sold',
    own: (trades) =>
      out(trades, bars(60_000), (bar) => ({
        start: bar.start,
        open: bar.open,
        high: bar.high,
        low: bar.low,
        close: bar.close,
        volume: bar.volume,
        bought: bar.activeBuyVolume,
        sold: bar.activeSellVolume,
      })),
    sql: (ticks) =>
      `select epoch_ms(time_bucket(interval 1 minute, date + t))::double - 7 * 3600000 as start,
         (arg_min(px, seq) * 100)::double as open, (max(px) * 100)::double as high, (min(px) * 100)::double as low,
         (arg_max(px, seq) * 100)::double as close, sum(qty)::double as volume,
         coalesce(sum(qty) filter (side = 'B'), 0)::double as bought, coalesce(sum(qty) filter (side = 'S'), 0)::double as sold
       from ${ticks} group by 1 order by 1`,
  },
]

function out<O>(
  trades: readonly ClassifiedTrade[],
  operator: OperatorFunction<ClassifiedEvent, O>,
  row: (value: O) => Numbers,
): Numbers[] {
  return outputsOf<ClassifiedEvent, O>(trades, operator).map(row)
}

/** Whether operators over the recorded trades with their recorded sides give what SQL gives over the same rows. */
export function sameAsSql(db: DuckDBConnection, folder: string) {
  const sums = COMPARISONS.map(({ name }) => ({ name, rows: 0, equal: 0 }))

  return {
    async add({ date, ticks, trades }: RealDay): Promise<void> {
      const sided = reclassified(
        trades,
        {},
        (i) => (({ B: 'buy', S: 'sell', U: undefined }) as const)[ticks[i]?.side ?? 'U'],
      )
      for (const [i, { own, sql }] of COMPARISONS.entries()) {
        const rows = await rowsOf<Numbers>(db, sql(ticksOf(folder, date)))
        const given = own(sided)
        const sum = sums[i]
        if (!sum) continue
        sum.rows += rows.length
        sum.equal += rows.filter((row, at) =>
          Object.keys(row).every((key) => row[key] === given[at]?.[key]),
        ).length
      }
    },
    /** The table of the document. */
    text: () =>
      tableOf(
        ['what', 'rows of SQL', 'equal'],
        sums.map(({ name, rows, equal }) => `${name} | ${whole(rows)} | ${whole(equal)}`),
      ),
  }
}
