import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { tables } from '../../sinks/tables.ts'
import { instantOf } from '../../src/domain/time.ts'
import { batchBuilder } from '../../src/store/column-batch.ts'
import { partitionFile } from '../../src/store/parquet/partition.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { classifiedTrade, price } from '../../src/testing/index.ts'
import type { Figure } from '../figure.ts'
import { inFolder } from './temporary.ts'

const COLUMNS = ['seq', 'exchange_time', 'received_time', 'symbol', 'price', 'volume', 'side', 'total_volume']
const SIDES: Readonly<Record<string, 'buy' | 'sell'>> = { B: 'buy', S: 'sell' }
const FRONT_UNTIL = '2026-02-13'

/**
 * Bytes a trade of the columns that tell what was traded, in the partitions that the store itself makes of real ticks; beside it the same
 * columns as the database writes Parquet unasked. The recording tells no time of arrival: that of the venue stands for it.
 * Undefined where there is no recording.
 */
export async function realBytes(): Promise<Figure | undefined> {
  const file = join(resolve(process.env['REAL_DATA_DIR'] ?? '../shared/data'), 'vn30f1m_ticks.parquet')
  if (!existsSync(file)) return undefined
  return inFolder(async (folder) => {
    const store = await openStore({ path: join(folder, 'vnflow.duckdb') })
    await storeTicks(file, store)
    const partitions = (await store.exportBefore('2027-01-01')).filter(({ table }) => table === 'trades')
    await store.close()
    const files = partitions.map(({ date }) => partitionFile(join(folder, 'parquet'), 'trades', date))
    const plain = join(folder, 'plain.parquet')
    const reader = await (await DuckDBInstance.create(':memory:')).connect()
    await reader.run(
      `copy (select ${COLUMNS.join(', ')} from read_parquet(${list(files)}, hive_partitioning = false)) to '${plain}'`,
    )
    const rows = partitions.reduce((sum, { rowCount }) => sum + rowCount, 0)
    const bytes = async (of: readonly string[]) =>
      Number(
        (
          await reader.runAndReadAll(
            `select sum(total_compressed_size) from parquet_metadata(${list(of)}) where path_in_schema in (${COLUMNS.map((name) => `'${name}'`).join(', ')})`,
          )
        ).getRows()[0]?.[0],
      ) / rows
    return {
      name: `a trade of ${rows.toLocaleString('en')} real ones in Parquet (${COLUMNS.join(', ')})`,
      value: await bytes(files),
      baseline: {
        name: 'the same columns as the database writes Parquet unasked',
        value: await bytes([plain]),
      },
      unit: 'bytes',
      reach: { most: 4 },
    }
  })
}

const list = (files: readonly string[]) => `[${files.map((file) => `'${file}'`).join(', ')}]`

async function storeTicks(file: string, store: Store): Promise<void> {
  const reader = await (await DuckDBInstance.create(':memory:')).connect()
  const ticks = await reader.stream(
    `select date::varchar, epoch_ms(t)::bigint, (px * 100)::bigint, qty::bigint, side from '${file}' order by date, seq`,
  )
  const { add, take } = batchBuilder(tables.trade, 2_048)
  let seq = 0
  let today = ''
  let totalVolume = 0
  for await (const rows of ticks.yieldRows()) {
    for (const [date, time, hundredths, quantity, side] of rows) {
      const day = String(date)
      const volume = Number(quantity)
      totalVolume = day === today ? totalVolume + volume : volume
      today = day
      seq += 1
      const exchangeTime = instantOf(day, Number(time))
      const trade = classifiedTrade({
        seq,
        exchangeTime,
        receivedTime: exchangeTime,
        symbol: day <= FRONT_UNTIL ? '41I1G2000' : '41I1G3000',
        venue: 'DERIVATIVES',
        price: price(Number(hundredths) / 100),
        volume,
        totalVolume,
        side: SIDES[String(side)] ?? 'neutral',
        basis: 'feed',
      })
      add(trade, seq)
    }
    await store.append('trades', take())
  }
}
