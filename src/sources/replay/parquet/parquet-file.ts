import { stat } from 'node:fs/promises'
import type { DuckDBConnection, Json } from '@duckdb/node-api'
import { selected } from './column.ts'
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

/** The path of one file: the database would take `*`, `?` and `[` in it for others' letters. */
const quoted = (path: string): string => `'${path.replaceAll(/[*?[]/g, '[$&]').replaceAll("'", "''")}'`

/**
 * Reads what Parquet files say of themselves; without those that have no rows, and those of tables that are made of others.
 * Fails with a line that names the file that is damaged, or is of no table of the store.
 */
export async function parquetFiles(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<readonly ParquetFile[]> {
  const feet = await feetOf(connection, paths)
  const files = await Promise.all(
    feet.map(async ({ path, ...foot }) => parquetFile(path, foot, (await stat(path)).size)),
  )
  return files.filter((file) => file !== undefined)
}

function parquetFile(path: string, foot: Foot, bytes: number): ParquetFile | undefined {
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

/** What a file says at its end: no row is read. */
interface Foot {
  /** Its columns. */
  readonly names: readonly string[]
  readonly rowCount: number
  readonly firstSeq: number
  readonly lastSeq: number
}

/** One statement for all files takes a fifth of the time of one for each; these say which file is damaged. */
async function feetOf(connection: DuckDBConnection, paths: readonly string[]) {
  const found = await footsIn(connection, paths).catch(() => undefined)
  const feet: (Foot & { path: string })[] = []
  for (const path of paths) {
    const foot = found?.get(path) ?? (await footOf(connection, path))
    feet.push({ ...foot, path })
  }
  return feet
}

async function footOf(connection: DuckDBConnection, path: string): Promise<Foot> {
  try {
    const [found] = (await footsIn(connection, [path])).values()
    return found ?? foot({})
  } catch (cause) {
    throw new Error(
      `${path} is damaged (${reasonOf(cause)}): take it away, or replay the journal of its date instead.`,
      { cause },
    )
  }
}

async function footsIn(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Foot>> {
  const sql = `
    select
      file_name as file,
      list(distinct split_part(path_in_schema, ', ', 1)) as names,
      coalesce(sum(num_values) filter (path_in_schema = 'seq'), 0)::varchar as row_count,
      min(try_cast(stats_min_value as bigint)) filter (path_in_schema = 'seq')::varchar as first_seq,
      max(try_cast(stats_max_value as bigint)) filter (path_in_schema = 'seq')::varchar as last_seq
    from parquet_metadata([${paths.map(quoted).join(', ')}])
    group by file_name`
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson()
  return new Map(rows.map(({ file, ...row }) => [typeof file === 'string' ? file : '', foot(row)]))
}

const foot = ({ names, row_count, first_seq, last_seq }: Readonly<Record<string, Json>>): Foot => ({
  names: Array.isArray(names) ? names.map(String).sort() : [],
  rowCount: Number(row_count ?? 0),
  // A file without statistics may begin and end anywhere.
  firstSeq: Number(first_seq ?? 0),
  lastSeq: Number(last_seq ?? Infinity),
})
