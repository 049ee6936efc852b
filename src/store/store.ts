import { dirname, join } from 'node:path'
import type { IsoDate } from '../domain/time.ts'
import { type ColumnBatch, lastSeqOf, rowCountOf } from './column-batch.ts'
import { type KeptThread, keptThread, type KeptThreadOptions } from './kept-thread.ts'
import type { Partition } from './parquet/export-date.ts'
import type { CopyRequest, NamedParams, Page, PageRequest, QueryParam, Row } from './protocol.ts'
import { sqlFolder } from './sql-folder.ts'

/** Rows that the database keeps together: so many at once go to the file as they are, fewer through its own log. */
export const GROUP = 122_880

/** Where the store lies and what it may use. */
export interface StoreOptions {
  /** A file, made when it is not there, or `:memory:`. */
  readonly path: string
  /** Most memory that the database takes, beside the program's own; `96MB` unless said otherwise. */
  readonly memoryLimit?: string
  /** Threads that the database takes; 1 unless said otherwise, for beside a live feed the others are its. */
  readonly threads?: number
  /**
   * The store is on a disk that nothing can be written to: what would be is refused, and so is a store of an older vnflow, which would have
   * to be brought to the schema. It is not unless said so.
   */
  readonly isReadOnly?: boolean
  /** Statements that make tables beside those of the schema; each is one that may be run again. */
  readonly tables?: readonly string[]
  /** Told in a line when the thread of the database died, and when another one has it. */
  readonly onTrouble?: (text: string) => void
}

/** The database of one data folder, in a thread of its own: nothing here keeps the live feed waiting. */
export interface Store {
  /**
   * Writes batches of a table that follow each other together with how far the table has come, all or nothing, and resolves to the number
   * of rows when they are committed. Calls are written in their order. A batch is read where it lies: it must stay as it is until then.
   * Many small ones cost most when each is a call: from `GROUP` rows on the database takes them several times as fast.
   * Rejects on rows that are there already, and on what the schema does not take; not when the thread of the database dies: another one
   * opens it, and writes what was not committed. While it cannot, for some five minutes at most, rows wait here, and questions are refused.
   */
  readonly append: (table: string, ...batches: readonly ColumnBatch[]) => Promise<number>
  /** Place in the log that a table has come to; 0 for one without rows. What was appended counts when it is committed. */
  readonly lastSeq: (table: string) => number
  /**
   * Answers a query with all of its rows, ready for JSON: plain numbers, instants in ISO 8601 with Vietnam's offset.
   * Sees what is committed. Runs beside the writing.
   */
  readonly query: (sql: string, params?: readonly QueryParam[]) => Promise<readonly Row[]>
  /**
   * As `query`, over all trading dates: `trades` is the rows of every date, with their trading date in `date`; a filter by it opens no other
   * date's file. Values stand as `$name`.
   */
  readonly read: (sql: string, params?: NamedParams) => Promise<readonly Row[]>
  /** Answers a part of such a query as bytes, which are written where they keep nobody waiting. */
  readonly page: (request: PageRequest) => Promise<Page>
  /**
   * Writes the answer to such a query as a Parquet file, which need not fit into memory. Rejects on all but one `SELECT`, and when it
   * is stopped: by the signal, or as the store is closed. What is copied is what `read` would give: the file keeps its types, and
   * sums as decimals. It runs beside reading and writing, two at a time; the database takes up to 512 MB meanwhile.
   */
  readonly copy: (request: CopyRequest, signal?: AbortSignal) => Promise<void>
  /**
   * Moves every trading date before `before` into a Parquet file of each table, and gives what was written: see `Archive`. Rows are
   * appended meanwhile.
   */
  readonly exportBefore: (before: IsoDate) => Promise<readonly Partition[]>
  /** Writes what was appended before, and closes; nothing keeps the process alive then. */
  readonly close: () => Promise<void>
}

/**
 * Opens the store of a path, and brings it to the schema of `sql/schema`.
 * Rejects with an `Error` of one line when it cannot be opened: used by another process, not writable, made by a newer vnflow.
 */
export async function openStore(
  { path, tables = [], ...limits }: StoreOptions,
  options: KeptThreadOptions = {},
): Promise<Store> {
  const { memoryLimit = '96MB', threads = 1, isReadOnly = false, onTrouble } = limits
  const data = {
    path,
    memoryLimit,
    threads,
    isReadOnly,
    schema: sqlFolder('schema'),
    tables,
    historySql: sqlFolder('parquet'),
    history: path === ':memory:' ? undefined : join(dirname(path), 'parquet'),
  }
  const thread = keptThread(data, { ...(onTrouble && { onTrouble }), ...options })
  return storeOf(thread, new Map(await thread.opened))
}

function storeOf({ ask, ended }: KeptThread, progress: Map<string, number>): Store {
  let closing: Promise<void> | undefined

  async function append(table: string, ...batches: readonly ColumnBatch[]): Promise<number> {
    await ask({ ask: 'append', table, batches })
    progress.set(table, Math.max(lastSeqOf(batches), lastSeq(table)))
    return rowCountOf(batches)
  }

  const lastSeq = (table: string): number => progress.get(table) ?? 0

  async function finish() {
    await ask({ ask: 'close' })
    await ended
  }

  return {
    append,
    lastSeq,
    query: async (sql, params = []) => (await ask({ ask: 'query', sql, params })) as readonly Row[],
    read: async (sql, params = {}) => (await ask({ ask: 'read', sql, params })) as readonly Row[],
    page: async (page) => (await ask({ ask: 'page', page })) as Page,
    async copy(request, signal) {
      signal?.throwIfAborted()
      await ask({ ask: 'copy', ...request }, signal)
    },
    exportBefore: async (before) => (await ask({ ask: 'exportBefore', before })) as readonly Partition[],
    close: () => (closing ??= finish()),
  }
}
