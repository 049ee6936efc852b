import { join } from 'node:path'
import { from, lastValueFrom } from 'rxjs'
import { expect, it } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import { openStore } from '../../src/store/store.ts'
import { rejected } from '../../src/testing/index.ts'
import { folder } from './folder.ts'

it('keeps rows that the database has no memory for, and writes each once when it has', async () => {
  const told: string[] = []
  const path = join(folder(), 'vnflow.duckdb')
  const rows = Array.from({ length: 8 }, (_, i) => rejected({ seq: i + 1, raw: `${i}`.repeat(3_000_000) }))
  const store = await openStore(
    { path, memoryLimit: '8MB', onTrouble: (text) => told.push(text.replaceAll(path, 'FILE')) },
    { waits: [10, 10] },
  )
  const written = lastValueFrom(from(rows).pipe(duckdb(store, tables.rejected, { size: 8 })))
  await expect(written).rejects.toThrow(/memory/i)
  expect(told[0]).toMatch(
    /^Store FILE: .*(Out of Memory|failed to).*It is opened again; until then rows wait\.$/i,
  )
  await store.close()

  const roomy = await openStore({ path })
  await lastValueFrom(from(rows).pipe(duckdb(roomy, tables.rejected, { size: 8 })))
  expect(await roomy.query('select count(*) as rows, count(distinct seq) as seqs from rejected')).toEqual([
    { rows: 8, seqs: 8 },
  ])
  await roomy.close()
})
