import type { DuckDBConnection } from '@duckdb/node-api'
import { type RealDay, rowsOf } from './real-day.ts'
import { percent, tableOf, whole } from './score.ts'

interface Recorded {
  readonly start: number
  readonly ohlcv: string
  readonly volume: number
}

interface DayMinutes {
  readonly date: string
  readonly minutes: number
  readonly equal: number
  readonly volume: number
  readonly recorded: number
}

/** How the bars of a minute agree with those of another recorder. */
export function minutes(db: DuckDBConnection, folder: string) {
  const days: DayMinutes[] = []

  return {
    async add({ date, bars }: RealDay): Promise<void> {
      const recorded = await rowsOf<Recorded>(
        db,
        `select epoch_ms(time)::double as start, volume::double as volume, concat_ws(' ',
           round(open * 100)::int, round(high * 100)::int, round(low * 100)::int, round(close * 100)::int, volume::int) as ohlcv
         from '${folder}/vn30f1m_bars_1m.parquet' where (time + interval 7 hour)::date = '${date}'`,
      )
      const equal = recorded.filter(({ start, ohlcv }) => {
        const bar = bars.get(start)
        return bar && [bar.open, bar.high, bar.low, bar.close, bar.volume].join(' ') === ohlcv
      })
      days.push({
        date,
        minutes: recorded.length,
        equal: equal.length,
        volume: [...bars.values()].reduce((sum, { volume }) => sum + volume, 0),
        recorded: recorded.reduce((sum, { volume }) => sum + volume, 0),
      })
    },
    /** The chapter of the document. */
    text(): string {
      const sumOf = (key: Exclude<keyof DayMinutes, 'date'>) => days.reduce((sum, day) => sum + day[key], 0)
      const all = {
        date: '**all minutes**',
        minutes: sumOf('minutes'),
        equal: sumOf('equal'),
        volume: sumOf('volume'),
        recorded: sumOf('recorded'),
      }
      return tableOf(
        ['day', 'minutes recorded', 'equal in all five', 'share', 'contracts in bars', 'contracts recorded'],
        [...days, all].map(row),
      )
    },
  }
}

const row = ({ date, minutes, equal, volume, recorded }: DayMinutes) =>
  `${date} | ${whole(minutes)} | ${whole(equal)} | ${percent(equal, minutes)} | ${whole(volume)} | ${whole(recorded)}`
