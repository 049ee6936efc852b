import { stat } from 'node:fs/promises'
import type { DuckDBConnection, Json } from '@duckdb/node-api'
import { selected } from './columns.ts'
import { reasonOf } from './reason-of.ts'
import type { StoredKind } from './stored-kind.ts'
import { storedKinds } from './stored-kinds.ts'

/** A Parquet file with rows of a table. */
export interface ParquetFile {
  readonly path: string
  readonly kind: StoredKind
  readonly bytes: number
  readonly rowCount: number
  /** Places in the log of its first row and of its last. */
  readonly firstSeq: number
  readonly lastSeq: number
  /** The statement that gives its rows from a place on, in their order. */
  readonly sqlFrom: (seq: number) => string
}

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`

/**
 * Reads what a Parquet file says of itself; `undefined` for one without rows, and for a table that is made of others.
 * Fails with a line that names the file when it is damaged, or is of no table of the store.
 */
export async function parquetFile(
  connection: DuckDBConnection,
  path: string,
): Promise<ParquetFile | undefined> {
  const [{ size: bytes }, foot] = await Promise.all([stat(path), footOf(connection, path)])
  const names = new Set(foot.names)
  const kind = storedKinds.find(({ columns }) =>
    columns.every(({ name, isNew = false }) => isNew || names.has(name)),
  )
  if (!kind) {
    if (names.has('seq') && names.has('exchange_time')) return undefined
    throw new Error(
      `${path} is no table that a replay can begin from: its columns are ${foot.names.join(', ')}; the store's ${tablesNamed} are expected.`,
    )
  }
  if (foot.rowCount === 0) return undefined
  const list = kind.columns.map((column) => selected(column, names.has(column.name))).join(', ')
  const from = `from read_parquet(${quoted(path)}, hive_partitioning = false)`
  return {
    ...foot,
    path,
    kind,
    bytes,
    sqlFrom: (seq) => `select ${list} ${from}${seq > foot.firstSeq ? ` where seq >= ${seq}` : ''}`,
  }
}

/** The tables that a replay can begin from. */
export const tablesNamed = storedKinds.map(({ table }) => table).join(', ')

/** Statistics in the file's foot: no row is read. */
async function footOf(connection: DuckDBConnection, path: string) {
  const sql = `
    select
      list(distinct split_part(path_in_schema, ', ', 1)) as names,
      coalesce(sum(num_values) filter (path_in_schema = 'seq'), 0)::varchar as row_count,
      min(try_cast(stats_min_value as bigint)) filter (path_in_schema = 'seq')::varchar as first_seq,
      max(try_cast(stats_max_value as bigint)) filter (path_in_schema = 'seq')::varchar as last_seq
    from parquet_metadata(${quoted(path)})`
  try {
    return foot((await connection.runAndReadAll(sql)).getRowObjectsJson()[0] ?? {})
  } catch (cause) {
    throw new Error(
      `${path} is damaged (${reasonOf(cause)}): take it away, or replay the journal of its date instead.`,
      { cause },
    )
  }
}

const foot = ({ names, row_count, first_seq, last_seq }: Readonly<Record<string, Json>>) => ({
  names: Array.isArray(names) ? names.map(String).sort() : [],
  rowCount: Number(row_count ?? 0),
  // A file without statistics may begin and end anywhere.
  firstSeq: Number(first_seq ?? 0),
  lastSeq: Number(last_seq ?? Infinity),
})
