import { type DuckDBConnection, DuckDBTypeId, type DuckDBValue, StatementType } from '@duckdb/node-api'
import { bareStatement } from './bare-statement.ts'
import { quotable, quotedName, type SqlText } from './sql-text.ts'

/** A query, and where its answer is written. */
export interface Copying {
  readonly sql: string
  /** Values for `$name` in it. */
  readonly params: Readonly<Record<string, DuckDBValue>>
  readonly file: string
}

const WIDE: ReadonlySet<DuckDBTypeId> = new Set([DuckDBTypeId.HUGEINT, DuckDBTypeId.UHUGEINT])

/** The database lists a table of today and the view of its name over all dates as two, and a query that says the name means the view. */
const eachOnce = (sql: string): string =>
  /^show\s+tables$/i.test(sql) ? 'select distinct name from (show tables) order by name' : sql

/**
 * Writes the answer to a query as a Parquet file. Rejects on everything that is not one `SELECT`: what reads must not change anything,
 * in the database or beside it.
 */
export async function copyAnswer(
  connection: DuckDBConnection,
  text: SqlText,
  { sql: given, params, file }: Copying,
): Promise<void> {
  const sql = eachOnce(bareStatement(given))
  if (sql === '') throw new Error('one SELECT is expected, and there is none')
  const statements = await connection.extractStatements(sql)
  if (statements.count !== 1) throw new Error(`one SELECT is expected, not ${statements.count} statements`)
  const prepared = await statements.prepare(0)
  const isSelect = prepared.statementType === StatementType.SELECT
  const names = Array.from({ length: prepared.columnCount }, (_, i) => prepared.columnName(i))
  const wide = names.filter((_, i) => WIDE.has(prepared.columnTypeId(i))).map((name) => quotedName(name))
  prepared.destroySync()
  if (!isSelect) throw new Error('only a SELECT is answered: nothing is changed by a query')
  const casts = wide.map((name) => `${name}::decimal(38, 0) as ${name}`).join(', ')
  const copy = text('answer', { wide: casts, query: sql, file: quotable(file) })
  const copying = casts === '' ? copy.replace(' replace ()', '') : copy
  await refusePragma(connection, copying)
  await connection.run(copying, { ...params })
}

/** A pragma that answers with rows counts as a `SELECT`, but none can stand where the query of a copy does. */
async function refusePragma(connection: DuckDBConnection, copying: string): Promise<void> {
  try {
    await connection.extractStatements(copying)
  } catch (cause) {
    throw new Error('one SELECT is expected: this statement, as a PRAGMA, is none', { cause })
  }
}
