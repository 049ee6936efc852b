import type { DecodedEvent } from '../../../domain/event.ts'
import type { Venue } from '../../../domain/market.ts'
import type { Column } from './column.ts'
import type { Columns } from './columns.ts'

/** A table of the store whose rows are events that a replay can begin from. */
export interface StoredKind {
  readonly table: string
  readonly columns: readonly Column[]
  /**
   * Makes what gives the event of a row of those that are in the columns now; of a row whose values its columns take. That throws `Unreadable`
   * where an order book is none.
   */
  readonly rows: (columns: Columns) => (row: number) => DecodedEvent
}

/** Columns of one type that have a value in each row. */
export const columns = (type: Column['type'], ...names: readonly string[]): readonly Column[] =>
  names.map((name) => ({ name, type, isNeeded: true }))

/** Columns of one type whose values may be missing. */
export const maybeColumns = (type: Column['type'], ...names: readonly string[]): readonly Column[] =>
  names.map((name) => ({ name, type }))

/** A column of texts of which all are known. */
export const wordColumn = (name: string, words: readonly string[]): Column => ({
  name,
  type: 'text',
  words,
  isNeeded: true,
})

/** Columns that a table was given later, so that older files lack them. */
export const newColumns = (type: Column['type'], ...names: readonly string[]): readonly Column[] =>
  names.map((name) => ({ name, type, isNew: true }))

/** The columns of every table. */
export const stampColumns: readonly Column[] = [
  ...columns('integer', 'seq'),
  ...columns('time', 'exchange_time', 'received_time'),
]

/** The words for where a security trades. */
export const venues: readonly Venue[] = ['HOSE', 'HNX', 'UPCOM', 'DERIVATIVES']
