import type { DuckDBConnection } from '@duckdb/node-api'
import { quotedName } from '../parquet/sql-text.ts'
import { castOf, type GivenColumn } from './given-column.ts'

const PLACES = '"import file", "import row"'

/**
 * Makes `ordered` of `given`: typed, with what can be made of other columns, and each row with its `seq`, in the order of it.
 *
 * - Where the files name `seq`, that is the order; rows of one `seq` stand as in the files.
 * - Else rows of one file and date keep their order, whatever their times say, but for a file in which time only ever goes back: its last
 *   row is its first. Files are merged by time, the one named first first. `seq` is the second, a million times, and the place in it: so
 *   what is imported at another time, into this table or another, has its place too.
 *
 * @param made - SQL for columns that the files leave out, over those that they have and those before
 */
export async function orderGiven(
  connection: DuckDBConnection,
  given: readonly GivenColumn[],
  made: ReadonlyMap<string, string>,
): Promise<void> {
  const has = (name: string) => given.some((column) => column.name === name)
  const casts = given.map((column) => `${castOf(column)} as ${quotedName(column.name)}`)
  const typed = [...made]
    .filter(([name]) => !has(name))
    .reduce(
      (rows, [name, sql]) => `(select *, ${sql} as ${quotedName(name)} from ${rows})`,
      `(select ${[PLACES, ...casts].join(', ')} from given)`,
    )
  await connection.run(
    has('seq')
      ? `create table ordered as select * from ${typed} order by seq, ${PLACES}`
      : `create table ordered as
         select *, epoch_ms("import time") // 1000 * 1000000
           + row_number() over (partition by epoch_ms("import time") // 1000 order by "import time", ${PLACES}) as seq
         from (
           select *, max("import instant") over (
             partition by "import file", history.trading_date("import instant") order by "import row") as "import time"
           from ${forward(typed)})
         order by seq`,
  )
}

/** Rows with their instants, those of a file that stands newest first turned round. */
const forward = (typed: string): string => `(
  select * exclude ("import step")
    replace (case when bool_and("import step" <= 0) over file and bool_or("import step" < 0) over file
      then -"import row" else "import row" end as "import row")
  from (
    select *, epoch_us("import instant") - epoch_us(lag("import instant") over (partition by "import file" order by "import row")) as "import step"
    from (select *, coalesce(exchange_time, received_time) as "import instant" from ${typed}))
  window file as (partition by "import file"))`
