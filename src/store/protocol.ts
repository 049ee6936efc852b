import type { Json } from '@duckdb/node-api'
import type { ColumnBatch } from './column-batch.ts'

/** A value that a query may take as `$1`, `$2`, … */
export type QueryParam = string | number | boolean | null

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
}

/** What the store's thread is asked. */
export type Question =
  | { readonly ask: 'append'; readonly table: string; readonly batch: ColumnBatch }
  | { readonly ask: 'query'; readonly sql: string; readonly params: readonly QueryParam[] }
  | { readonly ask: 'close' }

/** A question with its number, which the answer bears too. */
export type Request = Question & { readonly id: number }

/** An answer: `error` is one line. The first, to no question, says how far each table has come. */
export type Reply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string }
