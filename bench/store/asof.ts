import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { openReadPath } from '../../src/cli/read-path.ts'
import { partitionFile } from '../../src/store/parquet/partition.ts'
import { sqlTexts } from '../../src/store/parquet/sql-text.ts'
import { sqlFolder } from '../../src/store/sql-folder.ts'
import { openStore } from '../../src/store/store.ts'
import { equal } from '../equal.ts'
import { type Figure, median, secondsOf } from './figure.ts'
import { inFolder } from './temporary.ts'

const DATE = '2026-11-20'
const OPEN = `timestamptz '${DATE} 09:15:00+07'`
const DAY = 19_800
const REPEATS = 3

/** As many trades of 1,600 securities, in whole seconds, as the store keeps them of a past date. */
const TRADES = `
select
  i as seq,
  ${OPEN} + interval (i * ${DAY} // 10000000) second as exchange_time,
  exchange_time as received_time,
  'S' || (hash(i) % 1600)::varchar as symbol,
  (20000 + hash(i * 3) % 400 * 50)::decimal(18, 2) as price,
  (1 + hash(i * 5) % 100)::bigint * 100 as volume
from range(10000000) as made(i)`

const ORDERS = `
create table orders as
select
  i as order_id,
  'S' || (hash(i + 1) % 1600)::varchar as symbol,
  case when i % 2 = 0 then 'buy' else 'sell' end as side,
  30000::decimal(18, 2) as price,
  100::bigint as quantity,
  ${OPEN} + interval (hash(i) % ${DAY}) second as created_at
from range(100000) as made(i)`

/** The join alone: any of the trades of one instant, and no day. */
const PLAIN = `
select orders.*, trades.price as market_price
from orders
asof left join trades on orders.symbol = trades.symbol and orders.created_at >= trades.exchange_time`

/** The last trade of every 200th order, as whoever looks at all trades before it finds it. */
const LOOKED_UP = `
select orders.order_id, trades.seq as market_seq, trades.exchange_time as market_time, trades.price as market_price
from orders
left join trades on orders.symbol = trades.symbol and orders.created_at >= trades.exchange_time and trades.date = '${DATE}'
where orders.order_id % 200 = 0
qualify row_number() over (partition by orders.order_id order by trades.exchange_time desc, trades.seq desc) = 1
order by orders.order_id`

const marketOf = (file: string) => `
select order_id, market_seq, market_time, market_price from '${file}' where order_id % 200 = 0 order by order_id`

/** Seconds for 100,000 orders beside 10 million trades of a past date, as `vnflow query` asks for it. */
export function asof(): Promise<Figure> {
  return inFolder(async (folder) => {
    const file = partitionFile(join(folder, 'parquet'), 'trades', DATE)
    mkdirSync(dirname(file), { recursive: true })
    const maker = await (await DuckDBInstance.create(':memory:')).connect()
    await maker.run(sqlTexts(sqlFolder('parquet'))('copy', { rows: TRADES, file, group: '100000' }))
    const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
    await store.query(ORDERS)
    await store.close()

    const path = await openReadPath(folder)
    const answer = join(folder, 'answer.parquet')
    const query = readFileSync(join(sqlFolder('queries'), 'order_slippage.sql'), 'utf8')
    const [ours, plain]: [number[], number[]] = [[], []]
    for (let i = 0; i < REPEATS; i += 1) {
      ours.push(await secondsOf(() => path.copy({ sql: query, params: {}, file: answer })))
      plain.push(await secondsOf(() => path.copy({ sql: PLAIN, params: {}, file: answer })))
    }
    await path.copy({ sql: query, params: {}, file: answer })
    const lookedUp = join(folder, 'looked-up.parquet')
    await path.copy({ sql: LOOKED_UP, params: {}, file: lookedUp })
    await path.close()
    const rows = async (file: string) =>
      (await maker.runAndReadAll(marketOf(file))).getRows().map((row) => row.map(String))
    equal(await rows(answer), await rows(lookedUp), 'The last trades of orders')
    return {
      name: '100,000 orders beside 10 million trades, the last trade of each (order_slippage.sql)',
      value: median(ours),
      baseline: { name: 'ASOF JOIN alone, any trade of an instant', value: median(plain) },
      unit: 's',
      reach: { most: 1.5 },
    }
  })
}
