import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
} from '@duckdb/node-api'
import type { ColumnBatch } from './column-batch.ts'
import { fillVector } from './fill-vector.ts'

/** Rows that the database takes at a time. */
const CHUNK = 2_048

/**
 * Writes the rows of a batch, and how far the table has come with them, in one transaction: all or nothing.
 * Throws when the table has come that far already, and what the database says.
 */
export async function writeBatch(connection: DuckDBConnection, table: string, batch: ColumnBatch) {
  await connection.run('begin')
  try {
    await advance(connection, table, batch)
    await append(connection, table, batch)
    await connection.run('commit')
  } catch (error) {
    await connection.run('rollback')
    throw error
  }
}

async function advance(connection: DuckDBConnection, table: string, { firstSeq, lastSeq }: ColumnBatch) {
  const stored = await lastSeqOf(connection, table)
  if (firstSeq <= stored)
    throw new Error(
      `Table ${table} has come to ${stored} already; rows from ${firstSeq} on would be there twice.`,
    )
  await connection.run(
    'insert into progress values ($1, $2) on conflict (stream) do update set seq = excluded.seq',
    [table, BigInt(lastSeq)],
  )
}

async function lastSeqOf(connection: DuckDBConnection, table: string): Promise<number> {
  const reader = await connection.runAndReadAll('select seq from progress where stream = $1', [table])
  return Number(reader.getRows()[0]?.[0] ?? 0)
}

async function append(connection: DuckDBConnection, table: string, batch: ColumnBatch) {
  const columns = await inOrder(connection, table, batch)
  const appender = await connection.createAppender(table)
  try {
    fill(appender, columns, batch.rowCount)
  } catch (error) {
    // What closing would flush is refused again; the first refusal says why.
    appender.clear()
    throw error
  } finally {
    appender.closeSync()
  }
}

function fill(appender: DuckDBAppender, columns: ColumnBatch['columns'], rowCount: number) {
  const types = typesOf(appender)
  for (let from = 0; from < rowCount; from += CHUNK) {
    const rows = { from, count: Math.min(CHUNK, rowCount - from) }
    const chunk = DuckDBDataChunk.create(types, rows.count)
    columns.forEach((column, i) => fillVector(chunk.getColumnVector(i), column, rows))
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
}

const typesOf = (appender: DuckDBAppender): readonly DuckDBType[] =>
  Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i))

/** The batch's columns as the table has them. */
async function inOrder(connection: DuckDBConnection, table: string, { columns }: ColumnBatch) {
  const reader = await connection.runAndReadAll(
    'select column_name from duckdb_columns() where table_name = $1 order by column_index',
    [table],
  )
  const names = reader.getRows().map(([name]) => String(name))
  const given = new Map(columns.map((column) => [column.name, column]))
  if (names.length !== given.size || !names.every((name) => given.has(name)))
    throw new TypeError(
      `Table ${table} has the columns ${names.join(', ')}, not ${[...given.keys()].join(', ')}.`,
    )
  return names.flatMap((name) => given.get(name) ?? [])
}
