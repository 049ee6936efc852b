import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Append } from './append-queue.ts'
import { bound } from './bound.ts'
import { type Cache, cacheOf } from './cache.ts'
import { rowCountOf } from './column-batch.ts'
import { jsonValue } from './json-value.ts'
import { checkMigrated, migrate } from './migrate.ts'
import { type History, openHistory } from './parquet/history.ts'
import { type PassedPlaces, passedPlaces } from './passed-places.ts'
import type { QueryParam, Row, StoreThreadData } from './protocol.ts'
import { type TableWriter, tableWriter } from './table-writer.ts'
import { writeTogether } from './write-together.ts'

/** The database, in the thread that owns it. */
export interface Database {
  /** How far each table has come. */
  readonly progress: ReadonlyMap<string, number>
  /** Writes in one transaction, all or nothing; asks for each when those before it are written. */
  readonly append: (appends: Iterable<Append>) => Promise<void>
  readonly query: (sql: string, params: readonly QueryParam[]) => Promise<readonly Row[]>
  /** Past trading dates, and today behind them. */
  readonly history: History
  readonly close: () => void
}

/** Opens a database and brings it to the schema. */
export async function openDatabase(data: StoreThreadData): Promise<Database> {
  const { memoryLimit, isReadOnly } = data
  const instance = await open(data)
  try {
    const writer = await connect(instance)
    await (isReadOnly ? checkMigrated(writer, data.schema) : bringUpToDate(writer, data))
    // A connection of its own sees what is committed, and never waits for a batch that is being written.
    const reader = await connect(instance)
    const history = await openHistory(() => connect(instance), data)
    const progress = await readProgress(reader)
    const writers = writersOf(writer, progress)
    const cache = await cacheOf(reader, memoryLimit)
    const passed = passedPlaces(writer)
    return {
      progress,
      append: (appends) => append(appends, { writer, writers, passed, cache }),
      query: (sql, params) => readRows(reader, sql, params),
      history: {
        ...history,
        copy: (request, signal) => passed.beside(() => cache.widened(() => history.copy(request, signal))),
        exportBefore: (before, inTurn) => passed.beside(() => history.exportBefore(before, inTurn)),
      },
      close() {
        writers.close()
        history.close()
        reader.closeSync()
        writer.closeSync()
        instance.closeSync()
      },
    }
  } catch (error) {
    instance.closeSync()
    throw error
  }
}

async function bringUpToDate(
  writer: DuckDBConnection,
  { schema, tables = [] }: StoreThreadData,
): Promise<void> {
  await migrate(writer, schema)
  for (const table of tables) await writer.run(table)
}

interface Writing {
  readonly writer: DuckDBConnection
  readonly writers: ReturnType<typeof writersOf>
  readonly passed: PassedPlaces
  readonly cache: Cache
}

async function append(appends: Iterable<Append>, { writer, writers, passed, cache }: Writing): Promise<void> {
  let rowCount = 0
  async function* writings() {
    for (const { table, batches } of appends) {
      rowCount += rowCountOf(batches)
      yield { writer: await writers.of(table), batches }
    }
  }
  await writeTogether(writer, writings())
  await passed.follow()
  await cache.follow(rowCount)
}

/** The writer of each table, made when it is asked for. */
function writersOf(connection: DuckDBConnection, progress: ReadonlyMap<string, number>) {
  const writers = new Map<string, TableWriter>()
  return {
    async of(table: string): Promise<TableWriter> {
      const known = writers.get(table) ?? (await tableWriter(connection, table, progress.get(table) ?? 0))
      writers.set(table, known)
      return known
    },
    close() {
      for (const { close } of writers.values()) close()
    },
  }
}

async function open({ path, memoryLimit, threads, isReadOnly }: StoreThreadData): Promise<DuckDBInstance> {
  if (path !== ':memory:' && !isReadOnly) mkdirSync(dirname(path), { recursive: true })
  try {
    return await DuckDBInstance.create(path, {
      threads: String(threads),
      memory_limit: memoryLimit,
      // Rows lie uncompressed in memory until a checkpoint: often and small keeps the process at one size.
      checkpoint_threshold: '8MB',
      // Nor are groups joined at all: each checkpoint would write again what the few before it wrote, a quarter of all CPU of a day at full
      // speed. A group whose rows are all in Parquet goes without that.
      max_vacuum_tasks: '0',
      // A column begins with a block: 64 KB, not 256 KB, for a hundred columns.
      default_block_size: '65536',
      // The oldest form of a file turns the sketch of each column's values into another one at each checkpoint, an eighth of what it costs.
      storage_compatibility_version: 'v1.1.0',
      allocator_background_threads: 'true',
      allocator_flush_threshold: '4MB',
      // What does not fit into memory goes beside the database otherwise.
      ...(isReadOnly && {
        access_mode: 'READ_ONLY',
        temp_directory: join(tmpdir(), `vnflow-${process.pid}.tmp`),
      }),
    })
  } catch (error) {
    if (!String(error).includes('Could not set lock')) throw error
    throw new Error('another process uses it; stop that one, or use another folder', { cause: error })
  }
}

/** Days and hours are Vietnam's, whatever the machine's time zone. */
async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect()
  await connection.run(`set TimeZone = 'Asia/Ho_Chi_Minh'`)
  return connection
}

async function readProgress(connection: DuckDBConnection): Promise<ReadonlyMap<string, number>> {
  const reader = await connection.runAndReadAll('select stream, seq from progress')
  return new Map(reader.getRows().map(([stream, seq]) => [String(stream), Number(seq)]))
}

async function readRows(connection: DuckDBConnection, sql: string, params: readonly QueryParam[]) {
  const reader = await connection.runAndReadAll(sql, params.map(bound))
  return reader.convertRowObjects(jsonValue)
}
