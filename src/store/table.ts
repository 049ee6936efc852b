import type { Level } from '../domain/market.ts'

/**
 * What a column of numbers means, and how the database keeps it:
 * - `integer`: a whole number (BIGINT)
 * - `price`: hundredths, exact (DECIMAL(18,2))
 * - `time`: ms since the Unix epoch (TIMESTAMPTZ, to the microsecond)
 * - `real`: any number (DOUBLE)
 * - `boolean`: 0 or 1 (BOOLEAN)
 */
export type NumberType = 'integer' | 'price' | 'time' | 'real' | 'boolean'

/** A column of numbers or truths; undefined is NULL. */
export interface NumberColumn<T> {
  readonly name: string
  readonly type: NumberType
  readonly value: (row: T) => number | boolean | undefined
}

/** A column of texts (VARCHAR, JSON, or a word of an ENUM); undefined is NULL. */
export interface TextColumn<T> {
  readonly name: string
  readonly type: 'text'
  readonly value: (row: T) => string | undefined
}

/** A column of one side of an order book (VARCHAR): `26500x1200 26450x300`, best first; empty where nobody waits. */
export interface LevelsColumn<T> {
  readonly name: string
  readonly type: 'levels'
  readonly value: (row: T) => readonly Level[]
}

/** How values become the rows of a table. The table itself is made by `sql/schema`. */
export interface Table<T> {
  readonly name: string
  readonly columns: readonly (NumberColumn<T> | TextColumn<T> | LevelsColumn<T>)[]
}
