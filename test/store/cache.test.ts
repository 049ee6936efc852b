import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheOf } from '../../src/store/cache.ts'

const MB = 1 << 20
let dir: string
let connection: DuckDBConnection

async function number(sql: string): Promise<number> {
  const reader = await connection.runAndReadAll(sql)
  return Number(reader.getRows()[0]?.[0])
}

const blocks = () => number(`select memory_usage_bytes from duckdb_memory() where tag = 'BASE_TABLE'`)

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vnflow-cache-'))
  const instance = await DuckDBInstance.create(join(dir, 'a.duckdb'), { threads: '1', memory_limit: '40MB' })
  connection = await instance.connect()
  await connection.run(`create table sums as select md5(i::varchar) as sum from range(1_500_000) as rows(i)`)
})

afterEach(() => {
  connection.closeSync()
  rmSync(dir, { recursive: true })
})

const limit = async () =>
  String((await connection.runAndReadAll(`select current_setting('memory_limit')`)).getRows()[0]?.[0])

function later() {
  let resolve: (value: Promise<void>) => void = () => undefined
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve }
}

describe('the cache of a database', () => {
  it('lets go of blocks once enough was written, and of no data', async () => {
    const before = await blocks()
    expect(before).toBeGreaterThan(20 * MB)
    const cache = await cacheOf(connection, '40MB')
    await cache.follow(1_000)
    expect(await blocks()).toBe(before)
    await cache.follow(20_000)
    expect(await blocks()).toBeLessThan(18 * MB)
    expect(await number('select count(distinct sum) from sums')).toBe(1_500_000)
  })

  it('leaves the limit what it was', async () => {
    const before = await limit()
    await (await cacheOf(connection, '40MB')).follow(20_000)
    expect(await limit()).toBe(before)
  })

  it('gives a task more memory, and takes it back when the last one has ended', async () => {
    const before = await limit()
    const cache = await cacheOf(connection, '40MB')
    const { promise, resolve } = later()
    const long = cache.widened(() => promise)
    await cache.widened(async () => expect(await limit()).toBe('488.2 MiB'))
    await cache.follow(20_000)
    expect(await limit()).toBe('488.2 MiB')
    resolve(Promise.reject(new Error('no answer')))
    await expect(long).rejects.toThrow('no answer')
    expect(await limit()).toBe(before)
  })

  it('takes no memory from who has more', async () => {
    await connection.run(`set memory_limit = '1GB'`)
    const before = await limit()
    const cache = await cacheOf(connection, '1GB')
    await cache.widened(async () => expect(await limit()).toBe(before))
    expect(await limit()).toBe(before)
  })
})
