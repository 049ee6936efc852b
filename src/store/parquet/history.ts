import type { DuckDBConnection } from '@duckdb/node-api'
import type { IsoDate } from '../../domain/time.ts'
import { atMost } from '../at-most.ts'
import { boundNames } from '../bound.ts'
import { interruptible } from '../interruptible.ts'
import { jsonValue } from '../json-value.ts'
import type { CopyRequest, NamedParams, Page, PageRequest, Row, StoreThreadData } from '../protocol.ts'
import { type Archive, openArchive } from './archive.ts'
import { copyAnswer } from './copy-answer.ts'
import type { Alone, Partition } from './export-date.ts'
import { type ReadersAndOne, readersAndOne } from './readers-and-one.ts'
import { readPage } from './read-page.ts'
import { quotablePath, quotedName, sqlTexts } from './sql-text.ts'

/** The tables over all trading dates, in the thread that owns the database. */
export interface History {
  /** Answers a query in which `trades` is the trades of all dates. */
  readonly read: (sql: string, params: NamedParams) => Promise<readonly Row[]>
  /** Answers a part of such a query. */
  readonly page: (request: PageRequest) => Promise<Page>
  /** Writes the answer as a Parquet file. Rejects on all but one `SELECT`, and when it is stopped. */
  readonly copy: (request: CopyRequest, signal: AbortSignal) => Promise<void>
  /** @param inTurn - runs a task while no rows are written */
  readonly exportBefore: (before: IsoDate, inTurn: Alone) => Promise<readonly Partition[]>
  readonly close: () => void
}

/** Copies at a time: each takes a thread of the process from whoever reads files. */
const COPIES = 2

type HistoryOptions = Pick<StoreThreadData, 'history' | 'historySql' | 'isReadOnly'>

/** @param connect - gives a new connection to the database */
export async function openHistory(
  connect: () => Promise<DuckDBConnection>,
  { history: folder, historySql: sql, isReadOnly }: HistoryOptions,
): Promise<History> {
  const archivist = await connect()
  const [row] = (await archivist.runAndReadAll('select current_database()')).getRows()
  const database = String(row?.[0])
  const archive = await openArchive({ connection: archivist, database, folder, sql, isReadOnly })
  const connectReader = async () => {
    const reader = await connect()
    await reader.run(`set search_path = 'history,${quotedName(database)}'`)
    return reader
  }
  const reader = await connectReader()
  const inTurn = atMost(COPIES)
  const { reading, copying, alone } = readersOfHistory()
  const text = sqlTexts(sql)
  // One after the other: whoever exports must not find a reader in every moment.
  let exporting: Promise<unknown> = Promise.resolve()
  const answered = lookingAgain({ reading, alone }, archive)
  const copied = lookingAgain({ reading: copying, alone }, archive)
  return {
    read: (query, params) =>
      answered(async () => {
        const answer = await reader.runAndReadAll(query, boundNames(params))
        return answer.convertRowObjects(jsonValue)
      }),
    page: (request) => answered(() => readPage(reader, request)),
    copy: (request, signal) =>
      inTurn(() => copied(() => copyOn(connectReader, { request, text, signal }), signal), signal),
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

/**
 * Who must be alone waits for copies first, which take as long as their askers can think of, and only then for other readers: these would
 * wait behind it all the while.
 */
function readersOfHistory() {
  const copies = readersAndOne()
  const others = readersAndOne()
  return {
    reading: others.reading,
    copying: copies.reading,
    alone: <T>(task: () => Promise<T>): Promise<T> => copies.alone(() => others.alone(task)),
  }
}

interface CopyParts {
  readonly request: CopyRequest
  readonly text: ReturnType<typeof sqlTexts>
  readonly signal: AbortSignal
}

/** A copy has a connection of its own: whoever else reads does not wait for it. */
async function copyOn(
  connect: () => Promise<DuckDBConnection>,
  { request, text, signal }: CopyParts,
): Promise<void> {
  const connection = await connect()
  try {
    const copying = { ...request, params: boundNames(request.params) }
    await interruptible(connection, signal, async () => {
      for (const [name, file] of Object.entries(request.tables ?? {}))
        await connection.run(`create temp view ${quotedName(name)} as from '${quotablePath(file)}'`)
      await copyAnswer(connection, text, copying)
    })
  } finally {
    connection.closeSync()
  }
}

/** A file may be damaged, or mended, while the store is open: who finds out by an error asks the views as they are then. */
function lookingAgain({ reading, alone }: ReadersAndOne, { lookAgain }: Pick<Archive, 'lookAgain'>) {
  return async <T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    try {
      return await reading(task)
    } catch (error) {
      if (signal?.aborted || isMisspelt(error) || !(await alone(lookAgain))) throw error
      return reading(task)
    }
  }
}

/** Such a question has found nothing out about files. */
const isMisspelt = (error: unknown): boolean =>
  error instanceof Error && /^(Parser|Catalog) Error/.test(error.message)
