import type { Json } from '@duckdb/node-api'
import type { IsoDate } from '../domain/time.ts'
import type { ColumnBatch } from './column-batch.ts'

/** A value that a query may take as `$1`, `$2`, … */
export type QueryParam = string | number | boolean | null

/** Values that a query takes by name, as `$symbol`. */
export type NamedParams = Readonly<Record<string, QueryParam>>

/** A row of an answer, ready for JSON. */
export type Row = Readonly<Record<string, Json>>

/** A query whose answer is written as a Parquet file. */
export interface CopyRequest {
  /** One `SELECT`. */
  readonly sql: string
  readonly params: NamedParams
  /** CSV or Parquet files that stand in it as tables, by their names there. */
  readonly tables?: Readonly<Record<string, string>>
  readonly file: string
}

/** Which part of an answer is wanted, and how it is to be written. */
export interface PageRequest {
  /** A `SELECT` that takes `$limit` and `$skip`, and `$after`: where the page begins, by `key`; null for the first. */
  readonly sql: string
  readonly params: NamedParams
  /** Most rows. */
  readonly limit: number
  /** Rows of the first key that pages before had. */
  readonly skip: number
  /** The column that rows stand by. */
  readonly key: string
  /** Rows as an array of JSON objects, or as the Arrow IPC stream format. */
  readonly form: 'json' | 'arrow'
}

/** Where the next page begins. */
export interface PagePlace {
  readonly after: string | number
  /** Rows of this key that are in the pages before. */
  readonly skip: number
}

/** A part of an answer, ready to be sent. */
export interface Page {
  readonly body: Uint8Array
  /** Absent on the last page. */
  readonly next?: PagePlace
}

/** What the store's thread is started with. */
export interface StoreThreadData {
  /** A file, or `:memory:`. */
  readonly path: string
  /** Most memory for the database, e.g. `256MB`. */
  readonly memoryLimit: string
  /** Threads of the database. */
  readonly threads: number
  /** Nothing is written to the database nor to the folder. */
  readonly isReadOnly: boolean
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
  | { readonly ask: 'append'; readonly table: string; readonly batches: readonly ColumnBatch[] }
  | { readonly ask: 'query'; readonly sql: string; readonly params: readonly QueryParam[] }
  | { readonly ask: 'read'; readonly sql: string; readonly params: NamedParams }
  | ({ readonly ask: 'copy' } & CopyRequest)
  /** The copy that was asked for under this number is not wanted any more. */
  | { readonly ask: 'stop'; readonly of: number }
  | { readonly ask: 'page'; readonly page: PageRequest }
  | { readonly ask: 'exportBefore'; readonly before: IsoDate }
  | { readonly ask: 'close' }

/** A question with its number, which the answer bears too. */
export type Request = Question & { readonly id: number }

/**
 * An answer: `error` is one line; after a fatal one the database answers nothing more. The first, to no question, says how far each table
 * has come.
 */
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string; readonly isFatal: boolean }
