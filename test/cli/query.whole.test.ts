import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { EMPTY } from 'rxjs'
import { afterAll, expect, it } from 'vitest'
import { z } from 'zod'
import { definePipeline } from '../../pipelines/define/define-pipeline.ts'
import { rowTable } from '../../src/cli/kit/row-table.ts'
import { openStore } from '../../src/store/store.ts'
import { endVnflow, runVnflow, spawnVnflow } from '../run-vnflow.ts'
import { folder } from '../store/folder.ts'
import { appendTrades } from '../store/parquet/trading-days.ts'
import { killAll, running, snapshotWhen, volumeOf } from './running.ts'

afterAll(killAll)

const env = { VNFLOW_DATA_DIR: '', SSI_CONSUMER_ID: '', SSI_CONSUMER_SECRET: '' }

it('asks a store that nobody uses, and exports it, today and history', { timeout: 120_000 }, async () => {
  const dir = folder()
  mkdirSync(join(dir, 'ssi'))
  const store = await openStore({ path: join(dir, 'ssi', 'vnflow.duckdb') })
  const days = [
    [1, '09:15:00', '2026-11-19'],
    [2, '09:15:00', '2026-11-20'],
  ] as const
  await appendTrades(store, days, { totalVolume: 300 })
  await store.exportBefore('2026-11-20')
  await store.close()
  const choice = ['--data-dir', dir, '--source', 'ssi']

  const sql =
    'select date, symbol, price, sum(volume) as volume from trades where seq >= $least group by all order by date'
  const asked = await runVnflow(['query', sql, '--param', 'least=1', '--format', 'json', ...choice], env)
  expect(JSON.parse(asked.stdout)).toEqual([
    { date: '2026-11-19', symbol: 'FPT', price: 100_000, volume: 100 },
    { date: '2026-11-20', symbol: 'FPT', price: 100_000, volume: 200 },
  ])

  const whole = await endVnflow(['doctor', '--date', '2026-11-20', ...choice], env)
  expect(whole.stdout).toContain('fail  FPT HOSE: 200 stored of 300, 100 unexplained')
  expect(whole.code).toBe(1)

  const nowhere = await endVnflow(
    ['export', 'trades', '--out', join(dir, 'none', 'trades.csv'), ...choice],
    env,
  )
  expect([nowhere.code, nowhere.stderr]).toEqual([
    1,
    expect.stringContaining(`${join(dir, 'none')} is no folder that can be. Make it, or name another file.`),
  ])

  const atFolder = await endVnflow(['export', 'trades', '--out', dir, ...choice], env)
  expect([atFolder.code, atFolder.stderr]).toEqual([
    1,
    `vnflow: ${dir} cannot be written: it is a folder. Name a file in it, or another one.\n`,
  ])

  const out = join(dir, 'trades.arrow')
  await runVnflow(
    [
      'export',
      'trades',
      '--from',
      '2026-11-19',
      '--to',
      '2026-11-19',
      '--format',
      'arrow',
      '--out',
      out,
      ...choice,
    ],
    env,
  )
  const table = tableFromIPC(readFileSync(out))
  expect(table.numRows).toBe(1)
  expect(table.get(0)?.toJSON()).toMatchObject({
    seq: 1n,
    symbol: 'FPT',
    side: 'neutral',
    volume: 100n,
    restart: false,
    bid_price: null,
  })
  expect(String(table.getChild('price')?.type)).toBe('Decimal[18e+2]')

  const orders = join(dir, 'my orders.csv')
  writeFileSync(
    orders,
    'order_id,symbol,side,price,quantity,created_at\n7,FPT,buy,100100,10,2026-11-20T09:20:00+07:00\n',
  )
  const slippage = ['query', '--file', 'sql/queries/order_slippage.sql', '--format', 'json', ...choice]
  const found = await runVnflow([...slippage, '--table', `orders=${orders}`], env)
  expect(JSON.parse(found.stdout)).toMatchObject([
    { order_id: 7, market_price: 100_000, market_seq: 2, slippage: 100, age: 300 },
  ])
  const none = await endVnflow([...slippage, '--table', 'orders=none.csv'], env)
  expect(none.code).toBe(1)
  expect(none.stderr).toContain('There is no file none.csv')

  const noText = await endVnflow(['query', '--file', 'none.sql', ...choice], env)
  expect(noText).toMatchObject({
    code: 1,
    stderr: 'vnflow: none.sql cannot be read: --file names a file with one SELECT.\n',
  })

  const wrong = await endVnflow(['query', 'drop table trades', ...choice], env)
  expect(wrong.code).toBe(1)
  expect(wrong.stderr).toMatch(/SELECT/)
})

it("exports the rows of a user's pipeline, and says where there are none", async () => {
  const dir = folder()
  const { statements } = rowTable(
    definePipeline({ name: 'paid', inputs: {}, row: z.object({ value: z.int() }), build: () => EMPTY }),
  )
  const store = await openStore({ path: join(dir, 'ssi', 'vnflow.duckdb'), tables: statements })
  const time = "timestamptz '2026-11-20 09:15:00+07'"
  for (const seq of [2, 1])
    await store.query(`insert into pipeline_paid values (${seq}, ${time}, ${time}, 7)`)
  await store.close()
  const choice = ['--data-dir', dir, '--source', 'ssi']

  const out = join(dir, 'paid.csv')
  await runVnflow(['export', 'pipeline_paid', '--out', out, ...choice], env)
  const rows = readFileSync(out, 'utf8').trim().split('\n').slice(1)
  expect(rows.map((row) => row.split(',')[0])).toEqual(['1', '2'])

  // A pipe, as `/dev/stdout` may be, is written into, and a link stays one: neither becomes a file by the name.
  const pipe = join(dir, 'pipe')
  execFileSync('mkfifo', [pipe])
  const [piped] = await Promise.all([
    readFile(pipe, 'utf8'),
    runVnflow(['export', 'pipeline_paid', '--out', pipe, ...choice], env),
  ])
  expect(piped).toBe(readFileSync(out, 'utf8'))
  expect(lstatSync(pipe).isFIFO()).toBe(true)
  const link = join(dir, 'link.csv')
  symlinkSync(out, link)
  writeFileSync(out, 'of another day')
  await runVnflow(['export', 'pipeline_paid', '--out', link, ...choice], env)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readFileSync(out, 'utf8')).toBe(piped)

  const none = await endVnflow(['export', 'pipeline_unpaid', '--out', out, ...choice], env)
  expect([none.code, none.stderr]).toEqual([
    1,
    'vnflow: There is no pipeline_unpaid in this store: a pipeline has one when a server has run with it.\n',
  ])
})

it('asks through the server while one runs, and tells what is complete', { timeout: 120_000 }, async () => {
  const dir = folder()
  const job = await running(
    ['start', '--source', 'exchange', '--port', '0', '--symbols', '40', '--data-dir', dir],
    env,
  )
  await snapshotWhen(job.address, (snapshot) => volumeOf(snapshot) > 0, 60_000)
  const query = (sql: string) =>
    runVnflow(['query', sql, '--data-dir', dir, '--source', 'exchange', '--format', 'csv'], env)
  let rows = 0
  const mine = join(dir, 'mine.csv')
  writeFileSync(mine, 'n\n1\n2\n')
  const summed = await runVnflow(
    [
      'query',
      'select sum(n)::int as n from mine',
      '--table',
      `mine=${mine}`,
      '--data-dir',
      dir,
      '--format',
      'csv',
    ],
    env,
  )
  expect(summed.stdout).toBe('n\n3\n')
  while (rows === 0) rows = Number((await query('select count(*) as n from trades')).stdout.split('\n')[1])
  const [date] = (await query('select max(date) as date from trades')).stdout.trim().split('\n').slice(-1)
  const response = await fetch(`${job.address}/api/history/completeness?date=${date}`)
  expect(await response.json()).toMatchObject({
    date,
    securities: expect.arrayContaining([expect.objectContaining({ unexplained: 0 })]) as unknown,
  })

  const choice = ['--data-dir', dir, '--source', 'exchange']
  const doctor = await endVnflow(['doctor', '--date', date ?? '', ...choice], env)
  expect(doctor.stdout).toMatch(/^(ok|fail) +\d+ of \d+ securities of \S+ are whole/)

  const unasked = await fetch(`${job.address}/api/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer guessed' },
    body: JSON.stringify({ sql: 'select 1' }),
  })
  expect(unasked.status).toBe(401)
  expect((await job.stop()).code).toBe(0)
  const [run = ''] = readdirSync(join(dir, 'simulated'))
  expect(existsSync(join(dir, 'simulated', run, 'server.json'))).toBe(false)
})

it('ends well when the reader of its answer goes away', { timeout: 60_000 }, async () => {
  const dir = folder()
  mkdirSync(join(dir, 'ssi'))
  await (await openStore({ path: join(dir, 'ssi', 'vnflow.duckdb') })).close()
  const child = spawnVnflow(
    ['query', 'select * from range(1000000)', '--data-dir', dir, '--source', 'ssi'],
    env,
  )
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdout.once('data', () => child.stdout.destroy())
  const [code] = (await once(child, 'exit')) as [number | null]
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
