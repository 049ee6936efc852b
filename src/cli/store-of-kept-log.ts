import { tables } from '../../sinks/tables.ts'
import { segmentsIn } from '../journal/segment.ts'
import type { Store } from '../store/store.ts'
import { firstInDatabase } from './first-in-database.ts'

/**
 * The store of a log whose oldest files were deleted, which takes no rows of dates that are in Parquet. Such a log begins in the middle of one of
 * those, and whoever reads it from there sees the whole day before as missed. Where no file was deleted, the store as it is.
 */
export async function storeOfKeptLog(store: Store, journalDir: string): Promise<Store> {
  const [oldest] = segmentsIn(journalDir)
  if (oldest === undefined || oldest.firstSeq === 1) return store
  const names = Object.values(tables).map(({ name }) => name)
  const furthest = Math.max(...names.map((name) => store.lastSeq(name)))
  const inParquet = Math.min(furthest, (await firstInDatabase(store)) - 1)
  return {
    ...store,
    lastSeq: (table) => Math.max(store.lastSeq(table), names.includes(table) ? inParquet : 0),
  }
}
