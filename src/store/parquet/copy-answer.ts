import {
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBValue,
  StatementType,
} from '@duckdb/node-api'
import { bareStatement } from './bare-statement.ts'
import { quotable, quotedName, type SqlText } from './sql-text.ts'

/** A query, and where its answer is written. */
export interface Copying {
  readonly sql: string
  /** Values for `$name` in it. */
  readonly params: Readonly<Record<string, DuckDBValue>>
  readonly file: string
}

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
  const unused = unusedOf(prepared, params)
  prepared.destroySync()
  if (!isSelect) throw new Error('only a SELECT is answered: nothing is changed by a query')
  if (unused !== undefined)
    throw new Error(
      `a value is given for $${unused}, which is not in the query: leave it out, or write $${unused} where it belongs`,
    )
  await refusePragma(connection, `select * from (${sql}\n)`)
  const wide = await wideColumns(connection, sql, params)
  const casts = wide.map((name) => `${name}::decimal(38, 0) as ${name}`).join(', ')
  const copy = text('answer', { wide: casts, query: sql, file: quotable(file) })
  await connection.run(casts === '' ? copy.replace(' replace ()', '') : copy, { ...params })
}

/** The first value that the query does not ask for. */
function unusedOf(prepared: DuckDBPreparedStatement, params: Copying['params']): string | undefined {
  const used = Array.from({ length: prepared.parameterCount }, (_, i) => prepared.parameterName(i + 1))
  return Object.keys(params).find((name) => !used.includes(name))
}

/** Whole numbers wider than Parquet has them. Of what a query gives the values decide, too: until they are known, a type may be open. */
async function wideColumns(
  connection: DuckDBConnection,
  sql: string,
  params: Copying['params'],
): Promise<readonly string[]> {
  const columns = await connection.runAndReadAll(`describe select * from (${sql}\n)`, { ...params })
  return columns
    .getRows()
    .flatMap(([name, type]) => (/^U?HUGEINT$/.test(String(type)) ? [quotedName(String(name))] : []))
}

/** A pragma that answers with rows counts as a `SELECT`, but none can stand where the query of a copy does. */
async function refusePragma(connection: DuckDBConnection, selecting: string): Promise<void> {
  try {
    await connection.extractStatements(selecting)
  } catch (cause) {
    throw new Error('one SELECT is expected: this statement, as a PRAGMA, is none', { cause })
  }
}
