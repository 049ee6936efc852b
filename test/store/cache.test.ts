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
  await connection.run(`create table sums as select md5(i::varchar) as sum from range(500_000) as rows(i)`)
})

afterEach(() => {
  connection.closeSync()
  rmSync(dir, { recursive: true })
})

describe('the cache of a database', () => {
  it('lets go of blocks once enough was written, and of no data', async () => {
    const before = await blocks()
    expect(before).toBeGreaterThan(8 * MB)
    const cache = cacheOf(connection, '40MB')
    await cache.follow(1_000)
    expect(await blocks()).toBe(before)
    await cache.follow(20_000)
    expect(await blocks()).toBeLessThan(6 * MB)
    expect(await number('select count(distinct sum) from sums')).toBe(500_000)
  })

  it('leaves the limit what it was', async () => {
    const limit = await connection.runAndReadAll(`select current_setting('memory_limit')`)
    await cacheOf(connection, '40MB').follow(20_000)
    const after = await connection.runAndReadAll(`select current_setting('memory_limit')`)
    expect(after.getRows()).toEqual(limit.getRows())
  })
})
