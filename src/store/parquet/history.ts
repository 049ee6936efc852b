import type { DuckDBConnection } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { boundNames } from '../bound.ts'
import { jsonValue } from '../json-value.ts'
import type { NamedParams, Page, PageRequest, Row, StoreThreadData } from '../protocol.ts'
import { type Archive, openArchive } from './archive.ts'
import { copyAnswer } from './copy-answer.ts'
import type { Alone, Partition } from './export-date.ts'
import { type ReadersAndOne, readersAndOne } from './readers-and-one.ts'
import { readPage } from './read-page.ts'
import { quotedName, sqlTexts } from './sql-text.ts'

/** The tables over all trading dates, in the thread that owns the database. */
export interface History {
  /** Answers a query in which `trades` is the trades of all dates. */
  readonly read: (sql: string, params: NamedParams) => Promise<readonly Row[]>
  /** Answers a part of such a query. */
  readonly page: (request: PageRequest) => Promise<Page>
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

  const answered = lookingAgain({ reading, alone }, archive)

  return {
    read: (query, params) =>
      answered(async () => {
        const answer = await reader.runAndReadAll(query, boundNames(params))
        return answer.convertRowObjects(jsonValue)
      }),
    page: (request) => answered(() => readPage(reader, request)),
    copy: (query, params, file) =>
      answered(() => copyAnswer(reader, text, { sql: query, params: boundNames(params), file })),
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

/** A file may be damaged, or mended, while the store is open: who finds out by an error asks the views as they are then. */
function lookingAgain({ reading, alone }: ReadersAndOne, { lookAgain }: Pick<Archive, 'lookAgain'>) {
  return async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await reading(task)
    } catch (error) {
      if (isMisspelt(error) || !(await alone(lookAgain))) throw error
      return reading(task)
    }
  }
}

/** Such a question has found nothing out about files. */
const isMisspelt = (error: unknown): boolean =>
  error instanceof Error && /^(Parser|Catalog) Error/.test(error.message)
