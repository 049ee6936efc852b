import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openAnswerFile } from '../../../src/store/parquet/answer-file.ts'
import { partitionFile } from '../../../src/store/parquet/partition.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { folder } from '../folder.ts'
import { appendTrades } from './trading-days.ts'

async function storeIn(dir: string): Promise<Store> {
  const store = await openStore({ path: join(dir, 'vnflow.duckdb') })
  onTestFinished(() => store.close())
  return store
}
const seqs = async (store: Store, sql = 'select seq from trades order by seq') =>
  (await store.read(sql)).map(({ seq }) => seq)
const today = async (store: Store) =>
  (await store.query('select seq from trades order by seq')).map(({ seq }) => seq)
const partition = (dir: string, date: string) => partitionFile(join(dir, 'parquet'), 'trades', date)

const threeDays = [
  [1, '09:15:00', '2026-11-18'],
  [2, '14:45:00', '2026-11-18'],
  // Before 08:30 it is still the day before.
  [3, '08:29:59', '2026-11-19'],
  [4, '08:30:00', '2026-11-19'],
  [5, '09:15:00', '2026-11-20'],
] as const

describe('the end of a trading date', () => {
  it('moves its rows into a file of the date, by the trading day and not the calendar’s', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await appendTrades(store, threeDays)
    const before = await store.read('select * from trades order by seq')
    expect(before.map(({ date }) => date)).toEqual([
      '2026-11-18',
      '2026-11-18',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
    ])

    const written = await store.exportBefore('2026-11-20')
    expect(written).toMatchObject([
      { table: 'trades', date: '2026-11-18', rowCount: 3 },
      { table: 'trades', date: '2026-11-19', rowCount: 1 },
    ])
    expect(existsSync(join(dir, 'parquet/trades/year=2026/month=11/day=18/data.parquet'))).toBe(true)
    expect(await today(store)).toEqual([5])
    expect(await store.read('select * from trades order by seq')).toEqual(before)
  })

  it('leaves behind how far a table has come', async () => {
    const path = join(folder(), 'vnflow.duckdb')
    const store = await openStore({ path })
    for (const seq of [1, 2, 3]) await appendTrades(store, [[seq, '10:00:00', '2026-11-19']])
    await store.exportBefore('2026-11-20')
    await store.close()
    const again = await openStore({ path })
    expect(again.lastSeq('trades')).toBe(3)
    await again.close()
  })

  it('done twice changes nothing', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await appendTrades(store, threeDays)
    await store.exportBefore('2026-11-20')
    const bytes = readFileSync(partition(dir, '2026-11-18'))
    expect(await store.exportBefore('2026-11-20')).toEqual([])
    expect(readFileSync(partition(dir, '2026-11-18'))).toEqual(bytes)
  })

  it('puts rows that came late to those that are there', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await appendTrades(store, threeDays)
    await store.exportBefore('2026-11-20')
    await appendTrades(store, [[6, '14:45:00', '2026-11-18']])
    expect(await seqs(store)).toEqual([1, 2, 3, 4, 5, 6])
    expect(await store.exportBefore('2026-11-20')).toMatchObject([{ date: '2026-11-18', rowCount: 4 }])
    expect(await seqs(store)).toEqual([1, 2, 3, 4, 5, 6])
    expect(await today(store)).toEqual([5])
  })

  it('keeps to its folder, where another one has a name that its own fits as a wildcard', async () => {
    const home = folder()
    const dir = join(home, 'data [1]*')
    const [beside, store] = [await storeIn(join(home, 'data 1y')), await storeIn(dir)]
    await appendTrades(beside, [[7, '09:15:00', '2026-11-18']])
    await beside.exportBefore('2026-11-20')
    await appendTrades(store, [[1, '09:15:00', '2026-11-18']])
    await store.exportBefore('2026-11-20')
    expect(await seqs(store)).toEqual([1])
    await appendTrades(store, [[2, '09:16:00', '2026-11-18']])
    await store.exportBefore('2026-11-20')
    expect(await seqs(store)).toEqual([1, 2])
    const file = join(dir, 'answer.parquet')
    await store.copy({ sql: 'select seq from trades', params: {}, file })
    const answer = await openAnswerFile(file)
    for await (const rows of answer.rows()) expect(rows).toMatchObject([{ seq: 1 }, { seq: 2 }])
    answer.close()
  })

  it('can be asked where nothing can be written, and writes nothing', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await appendTrades(store, threeDays)
    await store.exportBefore('2026-11-20')
    await store.close()
    const files = () =>
      readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => [
        name,
        statSync(join(dir, name)).mtimeMs,
      ])
    const before = files()
    const copy = await openStore({ path: join(dir, 'vnflow.duckdb'), isReadOnly: true })
    onTestFinished(() => copy.close())
    expect(await seqs(copy)).toEqual([1, 2, 3, 4, 5])
    const file = join(folder(), 'answer.parquet')
    await copy.copy({ sql: 'select count(*) from trades', params: {}, file })
    expect(existsSync(file)).toBe(true)
    await expect(appendTrades(copy, [[6, '09:16:00', '2026-11-20']])).rejects.toThrow('read-only')
    await copy.close()
    expect(files()).toEqual(before)
  })

  it('tells where nothing can be written which date a crash left in two places', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await appendTrades(store, threeDays)
    await store.exportBefore('2026-11-20')
    await appendTrades(store, [[6, '14:45:00', '2026-11-18']])
    await store.close()
    const copy = await openStore({ path: join(dir, 'vnflow.duckdb'), isReadOnly: true })
    onTestFinished(() => copy.close())
    await expect(seqs(copy)).rejects.toThrow(
      'could not be joined with later rows: nothing can be written here',
    )
    expect(await seqs(copy, `select seq from trades where date > '2026-11-18' order by seq`)).toEqual([4, 5])
  })

  it('keeps the order of rows of one frame', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    const rows = Array.from({ length: 5_000 }, () => [1, '09:15:00', '2026-11-18'] as const)
    await appendTrades(store, rows)
    const order = `select volume from trades`
    const before = await store.read(order)
    await store.exportBefore('2026-11-19')
    expect(await store.read(order)).toEqual(before)
  })

  it('ends at the next start what a crash cut off after the file took its place', async () => {
    const whole = folder()
    const first = await storeIn(whole)
    await appendTrades(first, threeDays)
    await first.close()
    const crashed = folder()
    cpSync(join(whole, 'vnflow.duckdb'), join(crashed, 'vnflow.duckdb'))
    const again = await storeIn(whole)
    await again.exportBefore('2026-11-19')
    cpSync(join(whole, 'parquet'), join(crashed, 'parquet'), { recursive: true })

    const store = await storeIn(crashed)
    expect(await seqs(store)).toEqual([1, 2, 3, 4, 5])
    expect(await today(store)).toEqual([4, 5])
    expect(readFileSync(partition(crashed, '2026-11-18'))).toEqual(
      readFileSync(partition(whole, '2026-11-18')),
    )
  })

  it('writes anew what a crash left half', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await appendTrades(store, threeDays)
    await store.exportBefore('2026-11-19')
    const half = `${partition(dir, '2026-11-18')}.partial`
    writeFileSync(half, 'PAR1 torn')
    expect(await seqs(store)).toEqual([1, 2, 3, 4, 5])
    await appendTrades(store, [[6, '14:45:00', '2026-11-18']])
    await store.exportBefore('2026-11-19')
    expect(await seqs(store)).toEqual([1, 2, 3, 4, 5, 6])
    expect(existsSync(half)).toBe(false)
  })

  it('leaves the rows where they are when the file cannot be written', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await appendTrades(store, threeDays)
    writeFileSync(join(dir, 'parquet'), 'in the way')
    await expect(store.exportBefore('2026-11-20')).rejects.toThrow()
    expect(await today(store)).toEqual([1, 2, 3, 4, 5])
  })

  it('exports while rows are appended', async () => {
    const store = await storeIn(folder())
    await appendTrades(store, threeDays)
    const exported = store.exportBefore('2026-11-20')
    // Every other one is of a date that is moved just now: it stays in the database, and is moved the next time.
    for (let seq = 6; seq < 40; seq++)
      await appendTrades(store, [[seq, '09:16:00', seq % 2 === 0 ? '2026-11-18' : '2026-11-20']])
    expect(await exported).toHaveLength(2)
    expect(await seqs(store)).toEqual(Array.from({ length: 39 }, (_, i) => i + 1))
    await store.exportBefore('2026-11-20')
    expect((await today(store)).every((seq) => Number(seq) === 5 || Number(seq) % 2 === 1)).toBe(true)
    expect(await seqs(store)).toEqual(Array.from({ length: 39 }, (_, i) => i + 1))
  })

  it('keeps what cannot be read under the date when it came', async () => {
    const store = await storeIn(folder())
    await store.query(`insert into rejected values (7, null, '2026-11-18 10:00:00+07', 'not JSON', '{')`)
    await store.exportBefore('2026-11-19')
    expect(await store.read('select seq, date, exchange_time from rejected')).toEqual([
      { seq: 7, date: '2026-11-18', exchange_time: null },
    ])
  })
})

describe('the tables over all dates', () => {
  it('are there without any history', async () => {
    const store = await storeIn(folder())
    expect(await store.read('select * from trades')).toEqual([])
    expect(await store.read('select * from bars where date = current_date')).toEqual([])
  })

  it('open the files of the dates that are asked for, and no others', async () => {
    const store = await storeIn(folder())
    await appendTrades(store, threeDays)
    await store.exportBefore('2026-11-20')
    const [plan] = await store.read(`explain analyze select * from trades where date = '2026-11-19'`)
    expect(JSON.stringify(plan)).toContain('Scanning Files: 1/2')
    expect(await seqs(store, `select seq from trades where date = '2026-11-19'`)).toEqual([4])
  })

  it('take files of before a column was added', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await store.query(
      `copy (select 3 as seq, '2026-11-17 10:00:00+07'::timestamptz as exchange_time, 'OLD' as symbol) to '${join(dir, 'old.parquet')}'`,
    )
    await appendTrades(store, threeDays)
    await store.exportBefore('2026-11-19')
    await store.close()
    cpSync(join(dir, 'old.parquet'), partition(dir, '2026-11-17'))
    expect(
      await (
        await storeIn(dir)
      ).read(`select symbol, price, date from trades where date <= '2026-11-18' order by date, seq`),
    ).toMatchObject([{ symbol: 'OLD', price: null }, { symbol: 'FPT' }, {}, {}])
  })
})

describe('copying an answer', () => {
  it('writes a file that keeps the types, sums included', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await appendTrades(store, threeDays)
    const file = join(dir, 'answer.parquet')
    await store.copy({
      sql: 'select symbol, sum(volume) as volume from trades where seq < $most group by all;',
      params: { most: 3 },
      file,
    })
    expect(await store.query(`select *, typeof(volume) as type from '${file}'`)).toEqual([
      { symbol: 'FPT', volume: 300, type: 'DECIMAL(38,0)' },
    ])
  })

  it.each([
    'drop table trades',
    'delete from vnflow.trades',
    `copy trades to 'x.csv'`,
    `attach 'x.duckdb'`,
    'select 1; drop table trades',
    `set memory_limit = '1GB'`,
    'pragma show_tables',
    `pragma table_info('trades')`,
    'PRAGMA database_size',
  ])('refuses %s', async (sql) => {
    const dir = folder()
    const store = await storeIn(dir)
    await expect(store.copy({ sql, params: {}, file: join(dir, 'answer.parquet') })).rejects.toThrow(/SELECT/)
    expect(readdirSync(dir)).not.toContain('answer.parquet')
  })

  it('names each table once where somebody asks which there are', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    const file = join(dir, 'answer.parquet')
    await store.copy({ sql: 'SHOW TABLES; -- please', params: {}, file })
    const answer = await openAnswerFile(file)
    const names: unknown[] = []
    for await (const rows of answer.rows()) names.push(...rows.map(({ name }) => name))
    answer.close()
    expect(names.filter((name) => name === 'trades')).toEqual(['trades'])
  })

  it('needs more memory than the database has beside a live feed, and gets it', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    const file = join(dir, 'answer.parquet')
    const sql =
      'select i, md5(i::varchar) as text, range(10) as levels from range(500_000) as rows(i) order by text'
    await store.copy({ sql, params: {}, file })
    expect(await store.query(`select count(*) as rows from '${file}'`)).toEqual([{ rows: 500_000 }])
  })
})
