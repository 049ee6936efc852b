import { existsSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { readFooter } from '../parquet/footer.ts'
import { partitionFiles } from '../parquet/partition.ts'
import { quotablePath } from '../parquet/sql-text.ts'

/** What is compared: the partitions of a table, some of which are about to be put in their places. */
export interface PlacesChecked {
  readonly folder: string
  readonly table: string
  /** For dates that are new, the file that will be theirs. */
  readonly made: ReadonlyMap<IsoDate, string>
}

/**
 * Fails with a line when a date that is new begins no later in the log than one before it: numbers that begin anew each day would mix the
 * days with one another in a replay. Where rows of a date came late, dates overlap; they begin one after the other all the same.
 */
export async function checkPlaces(
  connection: DuckDBConnection,
  { folder, table, made }: PlacesChecked,
): Promise<void> {
  const files = new Map([...readable(folder, table), ...made])
  let before: { readonly date: IsoDate; readonly first: bigint } | undefined
  for (const date of [...files.keys()].sort()) {
    const first = await firstSeq(connection, files.get(date) ?? '')
    if (before && first <= before.first && (made.has(date) || made.has(before.date)))
      throw new Error(
        `${table} of ${before.date} begin with seq ${before.first} and those of ${date} with ${first}, but seq is the place in one log of all dates: ` +
          'leave it out with --map seq=null (rows keep their order in the files then), or say with --map seq=EXPRESSION how it grows over the dates.',
      )
    before = { date, first }
  }
}

const readable = (folder: string, table: string): readonly (readonly [IsoDate, string])[] =>
  partitionFiles(folder, table).flatMap(({ date, path, isAside }) =>
    isAside || !existsSync(path) || 'fault' in readFooter(path) ? [] : [[date, path]],
  )

async function firstSeq(connection: DuckDBConnection, file: string): Promise<bigint> {
  const answer = await connection.runAndReadAll(
    `select min(seq)::varchar from read_parquet('${quotablePath(file)}', hive_partitioning = false)`,
  )
  return BigInt(String(answer.getRows()[0]?.[0] ?? -1))
}
