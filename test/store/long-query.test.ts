import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tables } from '../../sinks/tables.ts'
import { batchBuilder } from '../../src/store/column-batch.ts'
import { openStore } from '../../src/store/store.ts'
import { rejected } from '../../src/testing/index.ts'
import { folder } from './folder.ts'

const MB = 1e6

/** Rows that follow each other, each with a text that no other has. */
function batchOf(seq: number, rows: number) {
  const { add, take } = batchBuilder(tables.rejected, rows)
  for (let i = seq; i < seq + rows; i++) add(rejected({ seq: i, raw: `${i * Math.PI} `.repeat(8) }), i)
  return take()
}

it(
  'takes what is written into the file while a query runs for as long as that takes',
  { timeout: 60_000 },
  async () => {
    const dir = folder()
    const path = join(dir, 'vnflow.duckdb')
    const store = await openStore({ path })
    const rows = 2_048
    let seq = 1
    const append = async (times: number) => {
      for (let i = 0; i < times; i++, seq += rows) await store.append('rejected', batchOf(seq, rows))
    }
    await append(8)

    const stopping = new AbortController()
    const query = { isDone: false }
    const endless = `
    select max(length(a.raw || b.number || c.number)) as longest
    from rejected as a, range(1_000_000) as b(number), range(1_000_000) as c(number)`
    const asked = store
      .copy({ sql: endless, params: {}, file: join(dir, 'answer.parquet') }, stopping.signal)
      .finally(() => (query.isDone = true))
    asked.catch(() => undefined)

    await append(120)
    const [held] = await store.query(
      `select sum(memory_usage_bytes + temporary_storage_bytes)::double as bytes
     from duckdb_memory() where tag in ('TRANSACTION', 'IN_MEMORY_TABLE')`,
    )
    expect(query.isDone).toBe(false)
    // Some 70 MB were written, with what would undo it; a checkpoint is made each 8 MB.
    expect(held?.['bytes']).toBeLessThan(20 * MB)
    expect(statSync(`${path}.wal`).size).toBeLessThan(12 * MB)

    stopping.abort()
    await expect(asked).rejects.toThrow()
    expect(store.lastSeq('rejected')).toBe(seq - 1)
    await store.close()

    const again = await openStore({ path })
    expect(again.lastSeq('rejected')).toBe(seq - 1)
    expect(await again.query('select count(*) as rows, count(distinct seq) as seqs from rejected')).toEqual([
      { rows: seq - 1, seqs: seq - 1 },
    ])
    await again.close()
  },
)
