import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { from, lastValueFrom } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import type { Rejected } from '../../src/domain/event.ts'
import { batchBuilder, type ColumnBatch } from '../../src/store/column-batch.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { classifiedTrade, gap, index, price, rejected } from '../../src/testing/index.ts'
import { fc, test } from '../property-tests.ts'
import { folder } from './folder.ts'

function batchOf(rows: readonly Rejected[]): ColumnBatch {
  const { add, take } = batchBuilder(tables.rejected, 4)
  for (const row of rows) add(row, row.seq)
  return take()
}
const reasons = async (store: Store) =>
  (await store.query('select reason from rejected order by seq')).map(({ reason }) => reason)

/** Runs a script in a process of its own, on what is built, with a path as its argument. */
const inProcess = (script: string, path: string) =>
  spawnSync(process.execPath, ['-e', `void (async () => {${script}})()`, path], {
    encoding: 'utf8',
    timeout: 30_000,
  })

describe('a store in memory', () => {
  let store: Store
  let seq = 0
  beforeAll(async () => {
    store = await openStore({ path: ':memory:' })
  })
  afterAll(() => store.close())

  test.prop(
    [
      fc.array(
        fc.record({
          hundredths: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
          volume: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
          bid: fc.option(fc.integer({ min: 1, max: 10 ** 9 }), { nil: undefined }),
          time: fc.integer({ min: -(10 ** 12), max: 4 * 10 ** 12 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    ],
    { numRuns: 30 },
  )('keeps prices, volumes and times to the last digit', async (rows) => {
    const { add, take } = batchBuilder(tables.trade, 8)
    const from = seq
    for (const { hundredths, volume, bid, time } of rows)
      add(
        classifiedTrade({
          seq: ++seq,
          exchangeTime: time,
          price: price(hundredths / 100) && (hundredths as ReturnType<typeof price>),
          volume,
          value: volume,
          bid: bid as ReturnType<typeof price> | undefined,
        }),
        seq,
      )
    await store.append('trades', take())
    const kept = await store.query(
      `select (price * 100)::bigint::varchar as hundredths, volume::varchar as volume,
         (bid_price * 100)::bigint as bid, epoch_ms(exchange_time) as time
       from trades where seq > $1 order by seq`,
      [from],
    )
    expect(kept).toEqual(
      rows.map(({ hundredths, volume, bid = null, time }) => ({
        hundredths: String(hundredths),
        volume: String(volume),
        bid,
        time,
      })),
    )
  })

  it('answers in plain numbers, and in times of Vietnam', async () => {
    const rows = await store.query(
      `select 9007199254740993::bigint as large, 12::bigint as small, 1285.4::decimal(18,2) as points, sum(x)::hugeint as sum,
         '2026-11-20 02:15:00Z'::timestamptz as time, '2026-11-20 02:15:00.25Z'::timestamptz as fine,
         '2026-11-19 20:00:00Z'::timestamptz::date as date, null as nothing, [1.5::decimal(3,1)] as list
       from range(3) t(x)`,
    )
    expect(rows).toEqual([
      {
        large: '9007199254740993',
        small: 12,
        points: 1285.4,
        sum: 3,
        time: '2026-11-20T09:15:00+07:00',
        fine: '2026-11-20T09:15:00.250+07:00',
        date: '2026-11-20',
        nothing: null,
        list: [1.5],
      },
    ])
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows)
  })

  it('takes one thread beside a live feed, and as many as it is told where there is none', async () => {
    const threads = (of: Store) => of.query(`select current_setting('threads') as threads`)
    expect(await threads(store)).toEqual([{ threads: 1 }])
    const alone = await openStore({ path: ':memory:', threads: 3 })
    expect(await threads(alone)).toEqual([{ threads: 3 }])
    await alone.close()
  })

  it('takes values for $1, $2, …', async () => {
    const sql = `select x, $1 as text, $3 as nothing from range(5) t(x) where x > $4 limit $2`
    expect(await store.query(sql, ['it’s', 2, null, 1.5])).toEqual([
      { x: 2, text: 'it’s', nothing: null },
      { x: 3, text: 'it’s', nothing: null },
    ])
  })

  it('says in one line what is wrong with a query, and goes on', async () => {
    await expect(store.query('select\nnothing\nfrom nowhere')).rejects.toThrow(
      /^Store :memory:: .*nowhere.*$/,
    )
    expect(await store.query('select 1 as one')).toEqual([{ one: 1 }])
  })

  it('writes a batch of many chunks, in the order of its rows', async () => {
    const { add, take } = batchBuilder(tables.index, 16)
    for (let i = 1; i <= 5_000; i++) add(index({ seq: i, indexId: `I${i % 7}`, totalVolume: i * 3 }), i)
    expect(await store.append('index_values', take())).toBe(5_000)
    expect(
      await store.query(
        `select count(*) as rows, bool_and(total_volume = 3 * seq) as same,
           bool_and(index_id = 'I' || seq % 7) as named, bool_and(prior_value is null) as empty
         from index_values`,
      ),
    ).toEqual([{ rows: 5_000, same: true, named: true, empty: true }])
    expect(await store.query('select seq from index_values limit 1 offset 4000')).toEqual([{ seq: 4_001 }])
  })

  it('writes all of a batch or nothing', async () => {
    const good = batchOf([rejected({ seq: 1 }), rejected({ seq: 2 })])
    const [, , , reason] = good.columns
    await expect(
      store.append('rejected', { ...good, columns: [...good.columns.slice(0, 3), ...good.columns.slice(4)] }),
    ).rejects.toThrow(/^Store :memory:: Table rejected has the columns seq, .*$/)
    expect(reason?.name).toBe('reason')
    const holed = batchOf([
      rejected({ seq: 1 }),
      rejected({ seq: 2, reason: undefined as unknown as string }),
    ])
    await expect(store.append('rejected', holed)).rejects.toThrow(
      'NOT NULL constraint failed: rejected.reason',
    )
    expect(store.lastSeq('rejected')).toBe(0)
    expect(await store.query('select * from rejected')).toEqual([])
    expect(await store.query(`select * from progress where stream = 'rejected'`)).toEqual([])
  })

  it('refuses rows that are there already', async () => {
    await store.append('rejected', batchOf([rejected({ seq: 3 }), rejected({ seq: 5 })]))
    expect(store.lastSeq('rejected')).toBe(5)
    await expect(store.append('rejected', batchOf([rejected({ seq: 5 })]))).rejects.toThrow(
      'Table rejected has come to 5 already',
    )
    await store.append('rejected', batchOf([rejected({ seq: 6 })]))
    expect(await store.query('select seq from rejected')).toEqual([{ seq: 3 }, { seq: 5 }, { seq: 6 }])
  })

  it('takes sums beyond what can be counted for the most that can', async () => {
    const { add, take } = batchBuilder(tables.gap, 2)
    for (const missingVolume of [2 ** 54, -(2 ** 60)]) add(gap({ missingVolume }), 1)
    await store.append('gaps', take())
    expect(await store.query('select missing_volume as volume from gaps')).toEqual([
      { volume: Number.MAX_SAFE_INTEGER },
      { volume: -Number.MAX_SAFE_INTEGER },
    ])
  })

  it('refuses what does not fit its column', async () => {
    const { add, take } = batchBuilder(tables.trade, 1)
    seq += 1
    add(classifiedTrade({ seq, volume: 1.5 }), seq)
    await expect(store.append('trades', take())).rejects.toThrow('Column volume takes whole numbers, not 1.5')
    add(classifiedTrade({ seq, phase: 'lunch' as 'ato' }), seq)
    await expect(store.append('trades', take())).rejects.toThrow('Column phase takes ato, continuous, ')
    const batch = batchOf([rejected({ seq: 7 })])
    const columns = batch.columns.map((column) =>
      column.type === 'time' ? { ...column, type: 'integer' as const } : column,
    )
    await expect(store.append('rejected', { ...batch, columns })).rejects.toThrow(
      'Column exchange_time is TIMESTAMP WITH TIME ZONE in the database; integer is kept as BIGINT.',
    )
    await expect(store.append('nowhere', batchOf([rejected({ seq: 7 })]))).rejects.toThrow('nowhere')
  })
})

describe('a store in a file', () => {
  it('keeps its rows, and how far each table has come', async () => {
    const path = join(folder(), 'made', 'vnflow.duckdb')
    const first = await openStore({ path })
    await Promise.all([
      first.append('rejected', batchOf([rejected({ seq: 1, reason: 'a' })])),
      first.append('rejected', batchOf([rejected({ seq: 2, reason: 'b' })])),
      first.close(),
    ])
    await expect(first.query('select 1')).rejects.toThrow('is closed')

    const second = await openStore({ path })
    expect(second.lastSeq('rejected')).toBe(2)
    expect(second.lastSeq('trades')).toBe(0)
    await second.append('rejected', batchOf([rejected({ seq: 3, reason: 'c' })]))
    expect(await reasons(second)).toEqual(['a', 'b', 'c'])
    await second.close()
    await second.close()
  })

  it('has each row once after a crash, however the log is run through again', async () => {
    const path = join(folder(), 'vnflow.duckdb')
    const script = `
      const { concatMap, interval, map } = await import('rxjs')
      const { openStore } = await import('./dist/src/store/store.js')
      const { duckdb } = await import('./dist/sinks/duckdb.js')
      const { tables } = await import('./dist/sinks/tables.js')
      const { rejected } = await import('./dist/src/testing/index.js')
      const store = await openStore({ path: process.argv[1] })
      const rows$ = interval(0).pipe(concatMap((i) => [1, 2, 3].map(() => rejected({ seq: i + 1, reason: String(i + 1) }))))
      duckdb(store, tables.rejected, { size: 4 })(rows$).subscribe(() => {
        if (store.lastSeq('rejected') > 20) process.kill(process.pid, 'SIGKILL')
      })`
    const { signal } = inProcess(script, path)
    expect(signal).toBe('SIGKILL')

    const store = await openStore({ path })
    const committed = store.lastSeq('rejected')
    expect(committed).toBeGreaterThan(20)
    const log = Array.from({ length: 3 * (committed + 10) }, (_, i) => 1 + Math.floor(i / 3)).map((seq) =>
      rejected({ seq, reason: String(seq) }),
    )
    await lastValueFrom(duckdb(store, tables.rejected)(from(log)))
    expect(await reasons(store)).toEqual(log.map(({ reason }) => reason))
    await store.close()
  })

  it('is one process’s, and says so', async () => {
    const path = join(folder(), 'vnflow.duckdb')
    const store = await openStore({ path })
    const script = `
      const { openStore } = await import('./dist/src/store/store.js')
      await openStore({ path: process.argv[1] }).catch((error) => console.log(error.message))`
    const { stdout } = inProcess(script, path)
    expect(stdout).toBe(
      `Cannot open the store ${path}: another process uses it; stop that one, or use another folder.\n`,
    )
    await store.close()
  })

  it('says in one line why it cannot be opened', async () => {
    const dir = folder()
    const path = join(dir, 'no.duckdb')
    writeFileSync(path, 'this is no database, whatever its name says'.repeat(1_000))
    await expect(openStore({ path })).rejects.toThrow(
      /^Cannot open the store .*no\.duckdb: .*not a valid .*[^!.]\. It is damaged: move it and .* aside, .*$/,
    )
    await expect(openStore({ path: join(path, 'below', 'a file.duckdb') })).rejects.toThrow(
      /^Cannot open the store .*: (ENOTDIR|EEXIST).*$/,
    )
  })

  it('keeps no process alive once it is closed', () => {
    const path = join(folder(), 'vnflow.duckdb')
    const script = `
      const { openStore } = await import('./dist/src/store/store.js')
      const store = await openStore({ path: process.argv[1] })
      await store.close()
      console.log('closed')`
    const { stdout, status } = inProcess(script, path)
    expect([stdout, status]).toEqual(['closed\n', 0])
    expect(existsSync(`${path}.wal`)).toBe(false)
  })
})
