import type { DuckDBConnection } from '@duckdb/node-api'
import { quotedName } from './sql-text.ts'

/** A table of the store, as statements name it. */
export interface TableShape {
  readonly name: string
  /** With its database and schema. */
  readonly qualified: string
  /** Its columns' names, quoted and with commas between. */
  readonly names: string
  /** The same, each as the type that it has in the table. */
  readonly columns: string
  /** An error in the place of each, of the same type: the text is in `message`. */
  readonly unreadable: string
  /** Rows that a file of it has in a group: the writer holds one group in memory. */
  readonly groupSize: number
}

/** Few numbers and a symbol a row are small; rows of several texts, as order books, are some ten times as long. */
const GROUP = 100_000
const GROUP_OF_TEXTS = 20_000

/** Every table of a database that keeps rows of the log: those with `seq`, `exchange_time` and `received_time`. */
export async function tableShapes(
  connection: DuckDBConnection,
  database: string,
): Promise<readonly TableShape[]> {
  const reader = await connection.runAndReadAll(
    `select table_name, column_name, data_type
     from duckdb_columns()
     where database_name = $1 and schema_name = 'main' and table_name in (select table_name from duckdb_tables())
     order by table_name, column_index`,
    [database],
  )
  const columns = new Map<string, { name: string; type: string }[]>()
  for (const [table, name, type] of reader.getRows()) {
    const known = columns.get(String(table)) ?? []
    columns.set(String(table), [...known, { name: String(name), type: String(type) }])
  }
  return [...columns]
    .filter(([, all]) =>
      ['seq', 'exchange_time', 'received_time'].every((stamp) => all.some(({ name }) => name === stamp)),
    )
    .map(([name, all]) => ({
      name,
      qualified: `${quotedName(database)}.main.${quotedName(name)}`,
      names: all.map((column) => quotedName(column.name)).join(', '),
      columns: all
        .map((column) => `${quotedName(column.name)}::${column.type} as ${quotedName(column.name)}`)
        .join(', '),
      unreadable: all
        .map((column) => `error(message)::${column.type} as ${quotedName(column.name)}`)
        .join(', '),
      groupSize: all.filter(({ type }) => type === 'VARCHAR').length > 1 ? GROUP_OF_TEXTS : GROUP,
    }))
}
