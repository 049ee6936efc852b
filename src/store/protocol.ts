import type { Json } from '@duckdb/node-api'
import type { IsoDate } from '../domain/time.ts'
import type { ColumnBatch } from './column-batch.ts'

/** A value that a query may take as `$1`, `$2`, … */
export type QueryParam = string | number | boolean | null

/** Values that a query takes by name, as `$symbol`. */
export type NamedParams = Readonly<Record<string, QueryParam>>

/** A row of an answer, ready for JSON. */
export type Row = Readonly<Record<string, Json>>

/** What the store's thread is started with. */
export interface StoreThreadData {
  /** A file, or `:memory:`. */
  readonly path: string
  /** Most memory for the database, e.g. `256MB`. */
  readonly memoryLimit: string
  /** The folder of the schema's files. */
  readonly schema: string
  /** Statements that make further tables, after the schema. */
  readonly tables?: readonly string[]
  /** The folder of the statements that keep history. */
  readonly historySql: string
  /** Folder of the past trading dates' partitions; undefined keeps none. */
  readonly history: string | undefined
}

/** What the store's thread is asked. */
export type Question =
  | { readonly ask: 'append'; readonly table: string; readonly batch: ColumnBatch }
  | { readonly ask: 'query'; readonly sql: string; readonly params: readonly QueryParam[] }
  | { readonly ask: 'read'; readonly sql: string; readonly params: NamedParams }
  | { readonly ask: 'copy'; readonly sql: string; readonly params: NamedParams; readonly file: string }
  | { readonly ask: 'exportBefore'; readonly before: IsoDate }
  | { readonly ask: 'close' }

/** A question with its number, which the answer bears too. */
export type Request = Question & { readonly id: number }

/** An answer: `error` is one line. The first, to no question, says how far each table has come. */
export type Reply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string }
