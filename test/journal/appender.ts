import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { mergeMap, Subject } from 'rxjs'
import { duckdb } from '../../sinks/duckdb.ts'
import { tables } from '../../sinks/tables.ts'
import { openJournal } from '../../src/journal/journal.ts'
import type { Durability } from '../../src/journal/durability.ts'
import { openStore } from '../../src/store/store.ts'
import { batchAt, rejectedOf } from './crash-frames.ts'
import type { Frame } from '../../src/domain/frame.ts'

/*
 * Appends batch after batch to a log, and prints the number of each frame that is acknowledged, until it is killed:
 *   appender.ts DIR DURABILITY SEED store|alone
 */
const [dir = '', durability = 'batch', seed = '1', store = 'alone'] = process.argv.slice(2)
const journal = openJournal({ dir, durability: durability as Durability, segmentBytes: 2 ** 16 })
const stored$ = new Subject<Frame>()
if (store === 'store') {
  const opened = await openStore({ path: join(dir, 'store.duckdb') })
  stored$
    .pipe(
      mergeMap((frame) => [rejectedOf(frame)]),
      duckdb(opened, tables.rejected, { size: 64, every: 20 }),
    )
    .subscribe()
}
say('ready')
for (;;) {
  const { frames, onDisk } = journal.append(batchAt(Number(seed), journal.lastSeq() + 1))
  await onDisk
  for (const frame of frames) stored$.next(frame)
  say(String(journal.lastSeq()))
  await new Promise((resolve) => setImmediate(resolve))
}

/** Waits while whoever reads it is behind. */
function say(line: string) {
  for (;;)
    try {
      writeSync(1, `${line}\n`)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    }
}
