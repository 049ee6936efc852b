import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { bound } from '../bound.ts'
import { jsonValue } from '../json-value.ts'
import type { NamedParams, Row, StoreThreadData } from '../protocol.ts'
import { type Alone, openArchive, type Partition } from './archive.ts'
import { copyAnswer } from './copy-answer.ts'
import { readersAndOne } from './readers-and-one.ts'
import { quotedName, sqlTexts } from './sql-text.ts'

/** The tables over all trading dates, in the thread that owns the database. */
export interface History {
  /** Answers a query in which `trades` is the trades of all dates. */
  readonly read: (sql: string, params: NamedParams) => Promise<readonly Row[]>
  /** Writes the answer as a Parquet file. Rejects on all but one `SELECT`. */
  readonly copy: (sql: string, params: NamedParams, file: string) => Promise<void>
  /** @param inTurn - runs a task while no rows are written */
  readonly exportBefore: (before: IsoDate, inTurn: Alone) => Promise<readonly Partition[]>
  readonly close: () => void
}

/** @param connect - gives a new connection to the database */
export async function openHistory(
  connect: () => Promise<DuckDBConnection>,
  { history: folder, historySql: sql }: Pick<StoreThreadData, 'history' | 'historySql'>,
): Promise<History> {
  const archivist = await connect()
  const [row] = (await archivist.runAndReadAll('select current_database()')).getRows()
  const database = String(row?.[0])
  const archive = await openArchive({ connection: archivist, database, folder, sql })
  const reader = await connect()
  await reader.run(`set search_path = 'history,${quotedName(database)}'`)
  const { reading, alone } = readersAndOne()
  const text = sqlTexts(sql)
  // One after the other: whoever exports must not find a reader in every moment.
  let exporting: Promise<unknown> = Promise.resolve()

  return {
    read: (query, params) =>
      reading(async () => {
        const answer = await reader.runAndReadAll(query, values(params))
        return answer.convertRowObjects(jsonValue)
      }),
    copy: (query, params, file) =>
      reading(() => copyAnswer(reader, text, { sql: query, params: values(params), file })),
    exportBefore(before, inTurn) {
      const done = exporting.then(() => archive.exportBefore(before, (task) => alone(() => inTurn(task))))
      exporting = done.catch(() => undefined)
      return done
    },
    close() {
      reader.closeSync()
      archivist.closeSync()
    },
  }
}

const values = (params: NamedParams): Record<string, DuckDBValue> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, bound(value)]))
