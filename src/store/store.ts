import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ColumnBatch } from './column-batch.ts'
import type { QueryParam, Row } from './protocol.ts'
import { type StoreThread, storeThread } from './store-thread.ts'

/** Where the store lies and what it may use. */
export interface StoreOptions {
  /** A file, made when it is not there, or `:memory:`. */
  readonly path: string
  /** Most memory that the database takes, beside the program's own; `40MB` unless said otherwise. */
  readonly memoryLimit?: string
}

/** The database of one data folder, in a thread of its own: nothing here keeps the live feed waiting. */
export interface Store {
  /**
   * Writes a batch of a table together with how far the table has come, all or nothing, and resolves to the number of rows
   * when they are committed. Batches are written in the order of the calls. The batch's memory is handed over: it is empty afterwards.
   * Rejects on rows that are there already, and on what the schema does not take.
   */
  readonly append: (table: string, batch: ColumnBatch) => Promise<number>
  /** Place in the log that a table has come to; 0 for one without rows. What was appended counts when it is committed. */
  readonly lastSeq: (table: string) => number
  /**
   * Answers a query with all of its rows, ready for JSON: plain numbers, instants in ISO 8601 with Vietnam's offset.
   * Sees what is committed. Runs beside the writing.
   */
  readonly query: (sql: string, params?: readonly QueryParam[]) => Promise<readonly Row[]>
  /** Writes what was appended before, and closes; nothing keeps the process alive then. */
  readonly close: () => Promise<void>
}

/**
 * Opens the store of a path, and brings it to the schema of `sql/schema`.
 * Rejects with an `Error` of one line when it cannot be opened: used by another process, not writable, made by a newer vnflow.
 */
export async function openStore({ path, memoryLimit = '40MB' }: StoreOptions): Promise<Store> {
  const thread = storeThread({ path, memoryLimit, schema: schemaFolder() })
  return storeOf(thread, new Map(await thread.opened))
}

function storeOf({ ask, ended }: StoreThread, progress: Map<string, number>): Store {
  let closing: Promise<void> | undefined

  async function append(table: string, batch: ColumnBatch): Promise<number> {
    await ask({ ask: 'append', table, batch }, buffersOf(batch))
    progress.set(table, batch.lastSeq)
    return batch.rowCount
  }

  async function finish() {
    await ask({ ask: 'close' })
    await ended
  }

  return {
    append,
    lastSeq: (table) => progress.get(table) ?? 0,
    query: async (sql, params = []) => (await ask({ ask: 'query', sql, params })) as readonly Row[],
    close: () => (closing ??= finish()),
  }
}

const buffersOf = ({ columns }: ColumnBatch): readonly ArrayBuffer[] =>
  columns.map((column) => (column.type === 'text' ? column.codes.buffer : column.values.buffer))

/** The package's own `sql/schema`, seen from the sources and from `dist/`, which mirrors them. */
function schemaFolder(): string {
  const folders = ['../../sql/schema', '../../../sql/schema'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const found = folders.find((folder) => existsSync(folder))
  if (found) return found
  throw new Error(`The schema is not in ${folders.join(' or ')}: install vnflow again.`)
}
