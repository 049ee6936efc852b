import type { DuckDBConnection } from '@duckdb/node-api'
import { pipe } from 'rxjs'
import { classify } from '../../operators/classify.ts'
import { type Delta, delta } from '../../operators/delta.ts'
import type { ClassifiedEvent, ClassifiedTrade, MarketEvent } from '../../src/domain/event.ts'
import { ictDate } from '../../src/domain/time.ts'
import { price, trade } from '../../src/testing/index.ts'
import { outputsOf } from './outputs-of.ts'
import { type RealDay, rowsOf } from './real-day.ts'
import { reclassified } from './reclassified.ts'
import { percent, tableOf, whole } from './score.ts'

const MINUTE = 60_000

/** Net volume of each minute. */
function netByMinute(trades: readonly ClassifiedTrade[]): Map<number, number> {
  const net = new Map<number, number>()
  for (const each of outputsOf<ClassifiedEvent, Delta>(trades, delta())) {
    const minute = Math.floor(each.exchangeTime / MINUTE)
    net.set(minute, (net.get(minute) ?? 0) + each.delta)
  }
  return net
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length
  const [a, b] = [mean(0), mean(1)]
  let [ab, aa, bb] = [0, 0, 0]
  for (const [x, y] of pairs) {
    ab += (x - a) * (y - b)
    aa += (x - a) ** 2
    bb += (y - b) ** 2
  }
  return ab / Math.sqrt(aa * bb)
}

/** How the delta of a future's minutes is that of the recorded sides. */
export function futureFlow() {
  const rules = { 'tick rule': { tick: 'plain' }, 'learned rule': { tick: 'learned' } } as const
  const days: string[] = []
  const pairs = new Map<string, (readonly [number, number])[]>()

  return {
    add({ date, ticks, trades }: RealDay): void {
      const recorded = reclassified(
        trades,
        {},
        (i) => (({ B: 'buy', S: 'sell', U: undefined }) as const)[ticks[i]?.side ?? 'U'],
      )
      const right = netByMinute(recorded)
      for (const [name, rule] of Object.entries(rules)) {
        const own = netByMinute(reclassified(trades, rule))
        const ofDay = [...right].map(([minute, net]) => [own.get(minute) ?? 0, net] as const)
        days.push(line(`${date}, ${name}`, ofDay))
        pairs.set(name, [...(pairs.get(name) ?? []), ...ofDay])
      }
    },
    /** The table of the document. */
    text: () =>
      tableOf(
        [
          'future, continuous trading',
          'minutes',
          'the same sign',
          'correlation',
          'net of all, own',
          'recorded',
        ],
        [...days, ...[...pairs].map(([name, all]) => line(`**all, ${name}**`, all))],
      ),
  }
}

function line(name: string, pairs: readonly (readonly [number, number])[]): string {
  const same = pairs.filter(([own, net]) => Math.sign(own) === Math.sign(net)).length
  const sum = (of: 0 | 1) => whole(pairs.reduce((total, pair) => total + pair[of], 0))
  return `${name} | ${whole(pairs.length)} | ${percent(same, pairs.length)} | ${correlation(pairs).toFixed(4)} | ${sum(0)} | ${sum(1)}`
}

interface ShareMinute {
  readonly symbol: string
  readonly time: number
  readonly buy: number
  readonly sell: number
}

/** How delta adds up what was recorded as bought and sold of shares, day by day. */
export async function shareFlow(db: DuckDBConnection, folder: string): Promise<string> {
  const path = `'${folder}/vn30_stocks_buy_sell_1m_2023q1.parquet'`
  const minutes = await rowsOf<ShareMinute>(
    db,
    `select symbol, epoch_ms(time_utc)::double as time, buy_volume as buy, sell_volume as sell from ${path}
     order by time_utc, symbol`,
  )
  const last = new Map<string, string>()
  for (const { symbol, exchangeTime, buyVolume, sellVolume, cumulative } of outputsOf(
    minutes.flatMap(eventsOf),
    pipe(classify(), delta()),
  ))
    last.set(`${symbol} ${ictDate(exchangeTime)}`, `${buyVolume} ${sellVolume} ${cumulative}`)
  const recorded = await rowsOf<{ key: string; sums: string }>(
    db,
    `select symbol || ' ' || (time_utc + interval 7 hour)::date::varchar as key,
       concat_ws(' ', sum(buy_volume)::bigint, sum(sell_volume)::bigint, sum(buy_volume - sell_volume)::bigint) as sums
     from ${path} group by key having sum(buy_volume + sell_volume) > 0`,
  )
  const equal = recorded.filter(({ key, sums }) => last.get(key) === sums).length
  return tableOf(
    ['shares', 'days of a share', 'equal in bought, sold and delta', 'share'],
    [`all | ${whole(recorded.length)} | ${whole(equal)} | ${percent(equal, recorded.length)}`],
  )
}

/** What was bought and what was sold in a minute, a trade each. The recording has no price that could be one. */
function eventsOf({ symbol, time, buy, sell }: ShareMinute, i: number): MarketEvent[] {
  const one = (feedSide: 'buy' | 'sell', volume: number) =>
    volume > 0
      ? [
          trade({
            seq: i + 1,
            exchangeTime: time,
            receivedTime: time,
            symbol,
            price: price(20_000),
            volume,
            feedSide,
          }),
        ]
      : []
  return [...one('buy', buy), ...one('sell', sell)]
}
