import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { endVnflow, runVnflow } from '../run-vnflow.ts'
import { folder } from '../store/folder.ts'

const env = { VNFLOW_DATA_DIR: '' }

it(
  'imports trades of a CSV file, by date, in their order, and no date twice',
  { timeout: 120_000 },
  async () => {
    const dir = folder()
    const file = join(dir, 'trades.csv')
    const rows = [
      'FPT,2026-11-19T09:15:02+07:00,100000,100',
      'FPT,2026-11-19T09:15:02+07:00,100100,200',
      'VNM,2026-11-20T09:20:00+07:00,60000,300',
    ]
    const write = (lines: readonly string[]) =>
      writeFileSync(file, ['symbol,time,price,volume', ...lines, ''].join('\n'))
    write(rows)
    const given = [
      'import',
      'trades',
      file,
      '--map',
      'exchange_time=time',
      '--set',
      'venue=HOSE',
      '--data-dir',
      dir,
    ]
    await runVnflow(given, env)

    const sql = 'select date, symbol, price, volume from trades order by seq'
    const asked = ['query', sql, '--format', 'json', '--source', 'import', '--data-dir', dir]
    const stored = [
      { date: '2026-11-19', symbol: 'FPT', price: 100_000, volume: 100 },
      { date: '2026-11-19', symbol: 'FPT', price: 100_100, volume: 200 },
      { date: '2026-11-20', symbol: 'VNM', price: 60_000, volume: 300 },
    ]
    expect(JSON.parse((await runVnflow(asked, env)).stdout)).toEqual(stored)

    // The same rows again are nothing new; others have to be said to replace them.
    await runVnflow(given, env)
    expect(JSON.parse((await runVnflow(asked, env)).stdout)).toEqual(stored)
    write([...rows.slice(0, 2), 'VNM,2026-11-20T09:20:00+07:00,60000,400'])
    const refused = await endVnflow(given, env)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('--replace')
    await runVnflow([...given, '--replace'], env)
    expect(JSON.parse((await runVnflow(asked, env)).stdout)).toMatchObject([{}, {}, { volume: 400 }])
  },
)

it(
  'exports what was imported as it was, rows of one frame in their order too',
  { timeout: 120_000 },
  async () => {
    const dir = folder()
    const columns =
      'seq,exchange_time,received_time,symbol,interval_ms,start,open,high,low,close,volume,active_buy_volume,active_sell_volume,revision,complete,filled_volume,date'
    const time = '2026-11-20 09:16:00+07'
    // So many that the database sorts them in parts.
    const bar = (_: unknown, i: number) =>
      `${Math.floor(i / 50)},${time},${time},S${(i * 7919) % 20_000},60000,2026-11-20 09:15:00+07,10.00,10.00,10.00,10.00,100,0,0,0,true,100,2026-11-20`
    const text = [columns, ...Array.from({ length: 130_000 }, bar), ''].join('\n')
    const given = join(dir, 'given.csv')
    const back = join(dir, 'back.csv')
    writeFileSync(given, text)
    await runVnflow(['import', 'bars', given, '--data-dir', dir], env)
    await runVnflow(['export', 'bars', '--source', 'import', '--data-dir', dir, '--out', back], env)
    // Not toBe: the difference of megabytes takes minutes to print.
    expect(readFileSync(back, 'utf8') === text).toBe(true)
  },
)
