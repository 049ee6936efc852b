import type { DuckDBConnection } from '@duckdb/node-api'
import { quotedName } from '../parquet/sql-text.ts'
import { allowedIn, castOf, type GivenColumn, isStrange } from './given-column.ts'

/** What is checked. */
export interface Checking {
  readonly table: string
  readonly files: readonly string[]
  readonly given: readonly GivenColumn[]
  /** Columns that are made where the files leave them empty. */
  readonly isMade: (name: string) => boolean
}

/**
 * Looks for the first row that the table cannot take. Fails with a line that names file, row (the first one after a line of names is 1) and
 * column, the value, and what is allowed.
 */
export async function checkGiven(connection: DuckDBConnection, checking: Checking): Promise<void> {
  const { given, table, isMade } = checking
  for (const column of given) {
    const value = quotedName(column.name)
    await refuse(connection, checking, {
      where: isStrange(column),
      value: `${value}::varchar`,
      why: (text) => `${column.name} is "${text}", expected ${allowedIn(column)}`,
    })
    if (column.isNeeded && !(isMade(column.name) && column.name !== 'seq'))
      await refuse(connection, checking, {
        where: `${value} is null`,
        value: "''",
        why: () => `${column.name} is missing, expected ${allowedIn(column)}`,
      })
  }
  for (const rule of await rulesOf(connection, table)) await checkRule(connection, checking, rule)
}

interface Refusal {
  /** The rows; those of the files unless said. */
  readonly from?: string
  readonly where: string
  readonly value: string
  readonly why: (value: string) => string
}

async function refuse(
  connection: DuckDBConnection,
  { files }: Checking,
  { from = 'given', where, value, why }: Refusal,
): Promise<void> {
  const [row] = (
    await connection.runAndReadAll(
      `select "import file"::int, "import row"::varchar, ${value} from ${from} where ${where}
       order by "import file", "import row" limit 1`,
    )
  ).getRows()
  if (!row) return
  const [file, place, text] = row
  throw new Error(`${files[Number(file)] ?? ''}, row ${String(place)}: ${why(String(text))}.`)
}

/** A check of the table, and the columns that it is about. */
interface Rule {
  readonly sql: string
  readonly names: readonly string[]
}

async function rulesOf(connection: DuckDBConnection, table: string): Promise<readonly Rule[]> {
  const rows = await connection.runAndReadAll(
    `select expression, constraint_column_names from duckdb_constraints()
     where table_name = $1 and constraint_type = 'CHECK'`,
    [table],
  )
  return rows.getRowObjectsJson().map(({ expression, constraint_column_names: names }) => ({
    sql: typeof expression === 'string' ? expression : 'true',
    names: Array.isArray(names) ? names.map(String) : [],
  }))
}

/** A rule is about given columns only, or about none that can be seen here. */
async function checkRule(
  connection: DuckDBConnection,
  checking: Checking,
  { sql, names }: Rule,
): Promise<void> {
  const columns = names.flatMap((name) => checking.given.find((column) => column.name === name) ?? [])
  if (columns.length < names.length) return
  const typed = columns.map((column) => `${castOf(column)} as ${quotedName(column.name)}`).join(', ')
  const shown = columns.map(({ name }) => `'${name} ' || ${quotedName(name)}::varchar`).join(', ')
  await refuse(connection, checking, {
    from: `(select "import file", "import row", ${typed} from given)`,
    where: `not (${sql})`,
    value: `concat_ws(', ', ${shown})`,
    why: (text) => `${text}, but ${sql} has to hold`,
  })
}
