import type { DuckDBConnection } from '@duckdb/node-api'
import { quotedName } from '../parquet/sql-text.ts'
import type { GivenColumn } from './given-column.ts'

/** Files of which one may repeat what another says. */
export interface Copying {
  readonly files: readonly string[]
  readonly given: readonly GivenColumn[]
}

/**
 * Fails with a line when two files have the same rows in `ordered`, which would be there twice: a second copy of a file, in another form even,
 * and files that overlap.
 *
 * - Where the files name `seq`, no row may be in two of them: one place in the log is of one row.
 * - Else all rows of a date have to be the same, in any order. Some that are may be two trades of a second, and count as such; so they do
 *   within one file.
 */
export async function checkCopies(connection: DuckDBConnection, { files, given }: Copying): Promise<void> {
  if (files.length < 2) return
  const row = given.map(({ name }) => quotedName(name)).join(', ')
  const isPlaced = given.some(({ name }) => name === 'seq')
  const answer = await connection.runAndReadAll(isPlaced ? sharedRow(row) : sharedDate(row))
  const [found] = answer.getRows()
  if (!found) return
  const [first, second, what] = found
  throw new Error(
    `${files[Number(second)] ?? ''} has ${isPlaced ? 'a row' : 'the rows'} of ${String(what)} that ${files[Number(first)] ?? ''} has: ` +
      'they would be there twice. Import one of the two files, or leave out of one what both have.',
  )
}

/** The first row that is in two files, by its `seq`. */
const sharedRow = (row: string): string => `
  select min("import file")::int, max("import file")::int, 'seq ' || seq
  from ordered
  group by seq, hash(${row})
  having min("import file") < max("import file")
  order by seq
  limit 1`

/** The first date that two files tell alike. The sum of the rows' hashes is the same in whatever order they stand. */
const sharedDate = (row: string): string => `
  select min("import file")::int, max("import file")::int, date::varchar
  from (
    select "import file", date, count(*) as rows, sum(hash(${row})) as sum
    from (select *, history.trading_date(coalesce(exchange_time, received_time)) as date from ordered)
    group by all)
  group by date, rows, sum
  having count(*) > 1
  order by date
  limit 1`
