import type { DuckDBConnection } from '@duckdb/node-api'
import { basis } from '../../operators/basis.ts'
import type { ClassifiedEvent } from '../../src/domain/event.ts'
import type { Basis } from '../../src/domain/outputs.ts'
import { ICT_OFFSET } from '../../src/domain/time.ts'
import { classifiedTrade, index, price } from '../../src/testing/index.ts'
import { outputsOf } from './outputs-of.ts'
import { rowsOf } from './real-day.ts'
import { percent, tableOf, whole } from './score.ts'

interface Minute {
  readonly time: number
  readonly close: number
  readonly vn30: number
  /** The same by SQL, in its decimals: hundredths, and ten-thousandths of a percent. */
  readonly basis: number
  readonly percent: number
}

/** How the basis is that of the recorded index beside the future, minute by minute. */
export async function basisColumn(db: DuckDBConnection, folder: string): Promise<string> {
  const minutes = await rowsOf<Minute>(
    db,
    `select epoch_ms(datetime)::double - ${ICT_OFFSET} as time, close, vn30,
       ((close::decimal(9,2) - vn30::decimal(9,2)) * 100)::double as basis,
       round((close::decimal(9,2) - vn30::decimal(9,2))::decimal(38,12) * 1000000 / vn30::decimal(9,2))::double as percent
     from '${folder}/vn30f_with_vn30_index_1m_2023.parquet'
     where close > 0 and vn30 > 0 order by datetime`,
  )
  const last = new Map<number, Basis>()
  for (const each of outputsOf(minutes.flatMap(eventsOf), basis())) last.set(each.seq, each)
  const told = minutes.map((minute, i) => ({ minute, own: last.get(seqOf(i)) }))
  const count = (holds: (each: (typeof told)[number]) => boolean) => told.filter(holds).length
  const row = (name: string, equal: number) =>
    `${name} | ${whole(equal)} | ${whole(minutes.length)} | ${percent(equal, minutes.length)}`
  return tableOf(
    ['of a minute', 'equal', 'minutes recorded', 'share'],
    [
      row(
        'basis, points',
        count(({ minute, own }) => own?.basis === minute.basis),
      ),
      row(
        'basis, percent to four decimals',
        count(({ minute, own }) => Math.round((own?.basisPercent ?? NaN) * 10_000) === minute.percent),
      ),
      row(
        'premium, par or discount',
        count(({ minute, own }) => own?.state === stateOf(minute.basis)),
      ),
    ],
  )
}

/** The future's place in the log; the index stands before it. The recording has some minutes twice. */
const seqOf = (minute: number) => 2 * minute + 2

const stateOf = (difference: number) => (difference > 0 ? 'premium' : difference < 0 ? 'discount' : 'par')

/** The index's value of a minute, and the future's last trade in it. */
function eventsOf({ time, close, vn30 }: Minute, i: number): ClassifiedEvent[] {
  const stamp = { exchangeTime: time, receivedTime: time }
  return [
    index({ ...stamp, seq: seqOf(i) - 1, indexId: 'VN30', value: price(vn30) }),
    classifiedTrade({
      ...stamp,
      seq: seqOf(i),
      symbol: 'VN30F2310',
      venue: 'DERIVATIVES',
      price: price(close),
    }),
  ]
}
