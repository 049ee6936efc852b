import type { DuckDBConnection } from '@duckdb/node-api'
import { quotedName } from '../parquet/sql-text.ts'
import { castOf, type GivenColumn } from './given-column.ts'

const PLACES = '"import file", "import row"'

/**
 * Makes `ordered` of `given`: typed, with what can be made of other columns, and each row with its `seq`, in the order of it.
 *
 * - Where the files name `seq`, that is the order; rows of one `seq` stand as in the files.
 * - Else rows of one file keep their order, whatever their times say, and files are merged by time, the one named first first. `seq` is
 *   the second, a million times, and the place in it: so what is imported at another time, into this table or another, has its place too.
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
           select *, max(coalesce(exchange_time, received_time)) over (partition by "import file" order by "import row") as "import time"
           from ${typed})
         order by seq`,
  )
}
