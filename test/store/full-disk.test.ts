import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { concatMap, delay, from, lastValueFrom, of } from 'rxjs'
import { expect, it, onTestFinished } from 'vitest'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import { databaseHealth } from '../../src/cli/database-health.ts'
import { openStore } from '../../src/store/store.ts'
import { rejected } from '../../src/testing/index.ts'
import { folder } from './folder.ts'

/** Lets no file of this process grow beyond so many bytes: a disk that is full, for all that the database knows. */
const fileLimit = (bytes: number | 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])

const canLimit = () => {
  try {
    fileLimit('unlimited')
    return true
  } catch {
    return false
  }
}

it.skipIf(!canLimit())(
  'keeps rows while the disk is full, says so, and writes each once when there is room (needs prlimit of util-linux)',
  { timeout: 60_000 },
  async () => {
    const told: string[] = []
    const path = join(folder(), 'vnflow.duckdb')
    const store = await openStore(
      { path, onTrouble: (text) => told.push(text.replaceAll(path, 'FILE')) },
      { waits: Array<number>(200).fill(100) },
    )
    onTestFinished(() => store.close())
    const health = databaseHealth({ store, patience: 30_000 })
    const rows = Array.from({ length: 20_000 }, (_, i) => rejected({ seq: i + 1, raw: `${i}`.repeat(40) }))
    const batches = Array.from({ length: 20 }, (_, i) => rows.slice(i * 1_000, (i + 1) * 1_000))

    fileLimit(600_000)
    onTestFinished(() => void fileLimit('unlimited'))
    const written = lastValueFrom(
      from(batches).pipe(
        concatMap((batch) => of(batch).pipe(delay(1))),
        concatMap((batch) => from(batch)),
        duckdb(store, tables.rejected, { size: 1_000 }),
      ),
    )
    await expect.poll(health, { timeout: 20_000 }).toMatchObject({ up: false })
    fileLimit('unlimited')
    await written
    expect(await health()).toMatchObject({ up: true })
    expect(told[0]).toMatch(
      /^Store FILE: .*Could not write file "FILE.*It is opened again; until then rows wait\.$/,
    )
    expect(told.at(-1)).toBe('Store FILE is open again.')
    expect(store.lastSeq('rejected')).toBe(20_000)
    expect(
      await store.query(
        'select count(*) as rows, count(distinct seq) as seqs, sum(seq) as sum from rejected',
      ),
    ).toEqual([{ rows: 20_000, seqs: 20_000, sum: 200_010_000 }])
  },
)
