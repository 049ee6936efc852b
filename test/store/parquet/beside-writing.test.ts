import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tables } from '../../../sinks/tables.ts'
import { batchBuilder } from '../../../src/store/column-batch.ts'
import { openStore } from '../../../src/store/store.ts'
import { at, rejected } from '../../../src/testing/index.ts'
import { folder } from '../folder.ts'

/** Batches of rows of a date that follow each other, each with a text that no other has. */
function batchesOf(date: string, seq: number, rows: number) {
  const receivedTime = at('09:15:00', date)
  const { add, take } = batchBuilder(tables.rejected, rows)
  for (let i = 0; i < rows; i++)
    add(
      rejected({
        seq: seq + i,
        receivedTime,
        raw: `${(seq + i) * Math.PI} `.repeat(8),
      }),
      seq + i,
    )
  return take()
}

it(
  'keeps in memory but some of what is written while a date of many rows is moved',
  { timeout: 60_000 },
  async () => {
    const told: string[] = []
    const store = await openStore({
      path: join(folder(), 'vnflow.duckdb'),
      onTrouble: (text) => told.push(text),
    })
    let seq = 1
    const append = async (date: string, rows: number) => {
      await store.append('rejected', batchesOf(date, seq, rows))
      seq += rows
    }
    while (seq < 1_000_000) await append('2026-11-19', 65_536)
    const moved = seq - 1

    const exporting = { isDone: false }
    const exported = store.exportBefore('2026-11-20').finally(() => (exporting.isDone = true))
    exported.catch(() => undefined)
    let most = 0
    let transactions = 0
    while (!exporting.isDone) {
      await append('2026-11-20', 64)
      transactions += 1
      const [row] = await store.query(
        `select (sum(memory_usage_bytes + temporary_storage_bytes) / 1e6)::double as mb
         from duckdb_memory() where tag in ('TRANSACTION', 'IN_MEMORY_TABLE')`,
      )
      most = Math.max(most, Number(row?.['mb']))
    }
    expect(await exported).toMatchObject([{ table: 'rejected', date: '2026-11-19', rowCount: moved }])
    // Without a checkpoint while the date is read each append stays, with its 0.2 MB to undo it.
    expect(most).toBeLessThan(0.1 * transactions)
    expect(told).toEqual([])
    expect(await store.read('select count(*) as rows, count(distinct seq) as seqs from rejected')).toEqual([
      { rows: seq - 1, seqs: seq - 1 },
    ])
    await store.close()
  },
)
