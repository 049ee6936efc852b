import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importTable } from '../../../src/store/import/import-table.ts'
import { folder } from '../folder.ts'

const bar = (date: string) =>
  `FPT,60000,${date} 09:15:00+07,10,10,10,10,100,0,0,0,true,100,${date} 09:16:00+07,${date} 09:16:00+07`
const NAMES =
  'symbol,interval_ms,start,open,high,low,close,volume,active_buy_volume,active_sell_volume,revision,complete,filled_volume,exchange_time,received_time'

it.each([0, 1])('imports nothing and leaves nothing when it is stopped with %i dates made', async (dates) => {
  const dir = folder()
  const file = join(dir, 'bars.csv')
  writeFileSync(file, [NAMES, bar('2026-11-19'), bar('2026-11-20'), ''].join('\n'))
  const stopping = new AbortController()
  const stop = () => stopping.abort(new Error('Stopped.'))
  const partitions = join(dir, 'parquet')
  const imported = importTable({
    folder: partitions,
    table: 'bars',
    files: [file],
    mapping: new Map(),
    making: { sql: new Map(), filled: [] },
    replaces: false,
    onDate: (done) => {
      if (done === dates) stop()
    },
    signal: stopping.signal,
  })
  if (dates === 0) stop()
  await expect(imported).rejects.toThrow(/^Stopped\.$/)
  expect(existsSync(partitions)).toBe(false)
  expect(existsSync(`${partitions}.importing`)).toBe(false)
})
