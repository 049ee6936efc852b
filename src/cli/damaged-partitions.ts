import type { Row } from '../store/protocol.ts'
import type { Store } from '../store/store.ts'

/** A file of a past trading date that cannot be read. */
export interface DamagedPartition {
  readonly table: string
  readonly date: string
  /** What is wrong, and what to do: whoever asks for the date is told the same. */
  readonly message: string
}

const SQL = 'select table_name, date, message from history.damaged_partitions order by date, table_name, file'

const text = (row: Row, name: string): string => {
  const value = row[name]
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What the store found damaged when it last looked. */
export const damagedPartitions = async (store: Pick<Store, 'query'>): Promise<readonly DamagedPartition[]> =>
  (await store.query(SQL)).map((row) => ({
    table: text(row, 'table_name'),
    date: text(row, 'date'),
    message: text(row, 'message'),
  }))
