import { rename, rm } from 'node:fs/promises'
import { tables } from '../../sinks/tables.ts'
import { openStore, type Store } from '../store/store.ts'
import { damagedPartitions } from './damaged-partitions.ts'

/** Which store, and who is told when it could not be used as it was. */
export interface StoreBehindOptions {
  readonly path: string
  /** Statements that make tables beside those of the schema. */
  readonly tables?: readonly string[]
  readonly onWarning: (text: string) => void
}

/**
 * Opens the store of a log that ends at `lastSeq`. A store that has come further belongs to another log, or the log lost its tail
 * in a power cut: new rows would be taken for old ones and left out. It is set aside under another name, and a new one begun.
 */
export async function openStoreBehind(
  lastSeq: number,
  { path, tables: more = [], onWarning }: StoreBehindOptions,
): Promise<Store> {
  const store = await openStore({ path, tables: more, onTrouble: onWarning })
  const furthest = Math.max(...Object.values(tables).map(({ name }) => store.lastSeq(name)))
  if (furthest <= lastSeq) {
    for (const { message } of await damagedPartitions(store)) onWarning(message)
    return store
  }
  await store.close()
  const aside = `${path}.ahead-of-log-${furthest}`
  await rename(path, aside)
  await rm(`${path}.wal`, { force: true })
  onWarning(
    `the store had come to frame ${furthest} and the log ends at ${lastSeq}: it was set aside as ${aside}`,
  )
  return openStoreBehind(lastSeq, { path, tables: more, onWarning })
}
