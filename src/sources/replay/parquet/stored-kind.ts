import type { DecodedEvent } from '../../../domain/event.ts'
import type { Venue } from '../../../domain/market.ts'
import type { Column, Columns } from './columns.ts'

/** A table of the store whose rows are events that a replay can begin from. */
export interface StoredKind {
  readonly table: string
  readonly columns: readonly Column[]
  /** Makes what gives the event of a row of those that are in the columns. That throws `Unreadable` where a value is not one that the table takes. */
  readonly rows: (columns: Columns) => (row: number) => DecodedEvent
}

/** Columns of one type. */
export const columns = (type: Column['type'], ...names: readonly string[]): readonly Column[] =>
  names.map((name) => ({ name, type }))

/** A column of texts of which all are known. */
export const wordColumn = (name: string, words: readonly string[]): Column => ({ name, type: 'text', words })

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
